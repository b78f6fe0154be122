import { World } from '../core/world';
import {
  ProjectRecord,
  sagemakerOf,
  tagsAsRecord,
  targetOf,
} from '../services/sagemaker/store';
import { findAccountSet } from './accountSets';
import { UseCase } from './useCase';

/** The template parameter that names the account set, where no tag does. */
const PARAMETER = 'AccountSet';

function parameterOf(project: ProjectRecord): string | undefined {
  const parameters = [
    ...(project.ServiceCatalogProvisioningDetails?.ProvisioningParameters ??
      []),
    ...(project.TemplateProviderDetails?.[0].CfnTemplateProviderDetail
      ?.Parameters ?? []),
  ];
  return parameters.find(({ Key }) => Key === PARAMETER)?.Value;
}

/** The use case that a project stands for; undefined when its account set is not known. */
export function findUseCase(
  world: World,
  project: ProjectRecord,
): UseCase | undefined {
  const target = targetOf(project.ProjectArn);
  const tags = tagsAsRecord(
    sagemakerOf(world, target).tags.get(project.ProjectArn),
  );
  const owner = tags['mlops:owner'];
  const set = findAccountSet(world, {
    name: tags['mlops:account-set'] ?? parameterOf(project),
    owner,
    region: target.region,
  });
  return (
    set && {
      name: project.ProjectName,
      projectId: project.ProjectId,
      owner: owner ?? set.owner,
      set,
    }
  );
}
