import type {
  ActionCategory,
  ActionDeclaration,
  StageDeclaration,
} from '@aws-sdk/client-codepipeline';
import { World } from '../core/world';
import {
  createPipeline,
  Pipeline,
  pipelinesOf,
} from '../services/platform/codepipeline/store';
import { Target } from '../services/platform/target';
import { childTags, namesOf, targetsOf, UseCase } from './useCase';

/** Variable of a deployment: the exact version that is deployed. */
export const VERSION_VARIABLE = 'ModelPackageArn';

/** Stages and actions of the deployment pipeline. */
export const SOURCE = { stage: 'Source', action: 'ModelVersion' };
export const DEPLOY_STAGING = { stage: 'DeployStaging', action: 'Deploy' };
export const TEST_STAGING = { stage: 'TestStaging', action: 'IntegrationTest' };
export const APPROVE_PROD = { stage: 'ApproveProd', action: 'Approval' };
export const DEPLOY_PROD = { stage: 'DeployProd', action: 'Deploy' };

/** Stages and actions of the build pipeline. */
export const BUILD_SOURCE = { stage: 'Source', action: 'BuildRepository' };
export const BUILD = { stage: 'Build', action: 'TestAndPackage' };
export const BUILD_DEPLOY = { stage: 'DeployDev', action: 'TrainingPipeline' };

function stage(
  { stage: name, action }: { stage: string; action: string },
  category: ActionCategory,
  provider: string,
  configuration: ActionDeclaration['configuration'] = {},
): StageDeclaration {
  return {
    name,
    actions: [
      {
        name: action,
        actionTypeId: { category, owner: 'AWS', provider, version: '1' },
        configuration,
        runOrder: 1,
      },
    ],
  };
}

function create(
  world: World,
  useCase: UseCase,
  name: string,
  stages: StageDeclaration[],
  variables: { name: string; defaultValue: string }[] = [],
): Pipeline {
  const { tooling } = targetsOf(useCase);
  return createPipeline(world, tooling, {
    declaration: {
      name,
      roleArn: `arn:aws:iam::${tooling.accountId}:role/mlops-codepipeline`,
      artifactStore: { type: 'S3', location: namesOf(useCase).artifactBucket },
      stages,
      variables,
    },
    tags: childTags(useCase),
  });
}

/** The CI/CD pipelines that a project template makes, without executions. */
export function createCodePipelines(
  world: World,
  useCase: UseCase,
  created: Date,
): { build: Pipeline; deploy: Pipeline } {
  const names = namesOf(useCase);
  const build = create(world, useCase, names.buildPipeline, [
    stage(BUILD_SOURCE, 'Source', 'CodeCommit', {
      RepositoryName: names.buildRepository,
      BranchName: 'main',
    }),
    stage(BUILD, 'Build', 'CodeBuild'),
    stage(BUILD_DEPLOY, 'Build', 'CodeBuild'),
  ]);
  const deploy = create(
    world,
    useCase,
    names.deployPipeline,
    [
      stage(SOURCE, 'Source', 'S3', {
        S3Bucket: names.artifactBucket,
        S3ObjectKey: `${useCase.name}/inference_config.zip`,
      }),
      stage(DEPLOY_STAGING, 'Deploy', 'CloudFormation'),
      stage(TEST_STAGING, 'Test', 'CodeBuild'),
      stage(APPROVE_PROD, 'Approval', 'Manual', {
        CustomData: `Staging of ${useCase.name} has passed its tests. Approve to deploy to prod.`,
      }),
      stage(DEPLOY_PROD, 'Deploy', 'CloudFormation'),
    ],
    [{ name: VERSION_VARIABLE, defaultValue: 'none' }],
  );
  for (const pipeline of [build, deploy]) {
    pipeline.createdAt = created;
    pipeline.updatedAt = created;
  }
  return { build, deploy };
}

export function removeCodePipelines(
  world: World,
  target: Target,
  projectName: string,
) {
  const pipelines = pipelinesOf(world, target);
  pipelines.delete(`${projectName}-build`);
  pipelines.delete(`${projectName}-deploy`);
}
