import { commitFiles } from '../../services/platform/codecommit/commit';
import { createRepository } from '../../services/platform/codecommit/store';
import { childTags, namesOf, targetsOf } from '../useCase';
import { buildFiles, deployFiles, SeedFile } from './repositoryFiles';
import { SeedContext } from './seedContext';

const AUTHOR = { name: 'anna', email: 'anna@example.com' };

async function seedRepository(
  { world, useCase }: SeedContext,
  name: string,
  files: SeedFile[],
) {
  const repository = await createRepository(
    world,
    targetsOf(useCase).tooling,
    name,
    { description: `Of ${useCase.name}`, tags: childTags(useCase) },
  );
  await commitFiles(world, repository, {
    branch: 'main',
    message: 'Start from the template',
    author: AUTHOR,
    files,
  });
}

/** The two repositories of a use case, real ones that can be cloned. */
export async function seedRepositories(context: SeedContext) {
  const { useCase, demo } = context;
  const names = namesOf(useCase);
  await seedRepository(
    context,
    names.buildRepository,
    buildFiles(useCase, demo.description),
  );
  await seedRepository(
    context,
    names.deployRepository,
    deployFiles(useCase, demo.description),
  );
}
