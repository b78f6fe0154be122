import { World } from '../../core/world';
import { accountSetsOf } from '../accountSets';
import { hex } from '../random';
import { seedAccountSets } from './seedAccountSets';
import { seedBacktest } from './seedBacktest';
import { seedBranches } from './seedBranches';
import { SeedContext } from './seedContext';
import { seedDeployments } from './seedDeployments';
import { seedEndpoints } from './seedEndpoints';
import { seedProject } from './seedProject';
import { seedRepositories } from './seedRepositories';
import { seedRuns } from './seedRuns';
import { seedTemplates } from './seedTemplates';
import { seedVersions } from './seedVersions';
import { Timeline } from './timeline';
import { DemoUseCase, USE_CASES } from './useCases';

function contextOf(world: World, demo: DemoUseCase): SeedContext {
  const set = accountSetsOf(world).get(demo.set)!;
  return {
    world,
    demo,
    useCase: {
      name: demo.name,
      projectId: `p-${hex(`${demo.name}/project`, 12)}`,
      owner: set.owner,
      set,
    },
    timeline: new Timeline(world.clock.now(), demo),
  };
}

/** Fills an empty world with three teams' account sets and their use cases. */
export async function seedDemoWorld(world: World) {
  await seedAccountSets(world);
  seedTemplates(world);
  const contexts = USE_CASES.map(demo => contextOf(world, demo));
  for (const context of contexts) {
    seedProject(context);
    seedVersions(context);
    if (context.useCase.set.status === 'active') {
      seedRuns(context);
      seedBranches(context);
      seedEndpoints(context);
      seedDeployments(context);
    }
  }
  seedBacktest(contexts.find(({ demo }) => demo.name === 'demand-forecast')!);
  // The only slow part: git runs in processes of its own.
  await Promise.all(
    contexts.filter(({ demo }) => demo.withRepositories).map(seedRepositories),
  );
}
