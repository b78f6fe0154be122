import { World } from '../../core/world';
import {
  createStack,
  findStack,
} from '../../services/platform/cloudformation/store';
import {
  ProjectRecord,
  sagemakerOf,
  targetOf,
} from '../../services/sagemaker/store';
import { createCodePipelines, removeCodePipelines } from '../codePipelines';
import { findUseCase } from '../findUseCase';
import { startBuild } from './cicd';
import {
  createResources,
  deleteResources,
  updateResources,
} from './projectStack';
import {
  launchTemplate,
  resolveTemplate,
  terminateLaunch,
} from './projectTemplate';

const PENDING_MS = 1_000;
const UPDATE_MS = 3_000;
/** A deleted project is still described for a while. */
const FORGET_MS = 300_000;

function setStatus(
  world: World,
  project: ProjectRecord,
  status: ProjectRecord['ProjectStatus'],
) {
  project.ProjectStatus = status;
  project.LastModifiedTime = world.clock.now();
}

/**
 * What `CreateProject` starts: a stack in the tooling account with the CI/CD
 * pipelines of the use case, whose first build brings its training pipeline to
 * the dev account. Throws a ValidationException for a template that is not there.
 */
export function provisionProject(world: World, project: ProjectRecord) {
  const template = resolveTemplate(world, project);
  world.clock.after(PENDING_MS, () => {
    const useCase = findUseCase(world, project);
    const failure =
      world.switches.takeFailNextProject() ??
      (useCase
        ? undefined
        : `No account set is known for ${project.ProjectName}: tag the project with mlops:account-set`);
    const launch = launchTemplate(world, project, template);
    const stack = createStack(world, targetOf(project.ProjectArn), {
      StackName: launch.stackName,
      Description: `SageMaker project ${project.ProjectName}`,
      Parameters: Object.entries(template.parameters).map(
        ([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }),
      ),
    });
    launch.started(stack);
    setStatus(world, project, 'CreateInProgress');
    createResources(world, stack, failure, reason => {
      launch.ended(reason);
      if (reason || !useCase) {
        setStatus(world, project, 'CreateFailed');
        return;
      }
      const { build } = createCodePipelines(world, useCase, world.clock.now());
      setStatus(world, project, 'CreateCompleted');
      startBuild(world, build);
    });
  });
}

function stackOf(world: World, project: ProjectRecord) {
  const target = targetOf(project.ProjectArn);
  const product = project.ServiceCatalogProvisionedProductDetails;
  return findStack(
    world,
    target,
    project.TemplateProviderDetails?.[0].CfnTemplateProviderDetail?.StackDetail
      ?.Id ?? `SC-${target.accountId}-${product?.ProvisionedProductId}`,
  );
}

export function updateProject(world: World, project: ProjectRecord) {
  const failure = world.switches.takeFailNextProject();
  const product = project.ServiceCatalogProvisionedProductDetails;
  const template =
    project.TemplateProviderDetails?.[0].CfnTemplateProviderDetail;
  const finish = (reason?: string) => {
    if (product) {
      product.ProvisionedProductStatusMessage = reason;
    }
    if (template?.StackDetail) {
      template.StackDetail.StatusMessage = reason;
    }
    setStatus(world, project, reason ? 'UpdateFailed' : 'UpdateCompleted');
  };
  setStatus(world, project, 'UpdateInProgress');
  const stack = stackOf(world, project);
  if (stack) {
    updateResources(world, stack, failure, finish);
  } else {
    world.clock.after(UPDATE_MS, () => finish(failure));
  }
}

/** Takes a deleted project out, unless another one has its name by now. */
function forget(world: World, project: ProjectRecord) {
  const { projects, tags } = sagemakerOf(world, targetOf(project.ProjectArn));
  if (projects.get(project.ProjectArn) === project) {
    projects.delete(project.ProjectArn);
    tags.delete(project.ProjectArn);
  }
}

/** Deletes the stack with the CI/CD pipelines; repositories and models are kept. */
export function removeProject(world: World, project: ProjectRecord) {
  const target = targetOf(project.ProjectArn);
  const stack = stackOf(world, project);
  const finish = () => {
    removeCodePipelines(world, target, project.ProjectName);
    terminateLaunch(world, project);
    setStatus(world, project, 'DeleteCompleted');
    world.clock.after(FORGET_MS, () => forget(world, project));
  };
  setStatus(world, project, 'DeleteInProgress');
  if (stack) {
    deleteResources(world, stack, finish);
  } else {
    world.clock.after(PENDING_MS, finish);
  }
}
