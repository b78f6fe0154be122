import { Target } from '../services/platform/target';
import { tagsFromRecord, toArn } from '../services/sagemaker/store';
import { AccountSet } from './accountSets';

/** A SageMaker project with everything that is named after it. */
export interface UseCase {
  name: string;
  projectId: string;
  /** Entity ref of the owning group, the tag `mlops:owner`. */
  owner: string;
  set: AccountSet;
}

export type Stage = 'preprod' | 'prod';

/** Where a use case has its things. */
export function targetsOf({ set }: Pick<UseCase, 'set'>) {
  const { accounts, region } = set;
  return {
    tooling: { accountId: accounts.tooling, region },
    dev: { accountId: accounts.dev, region },
    preprod: { accountId: accounts.preprod, region },
    prod: { accountId: accounts.prod, region },
  };
}

function codePipelineArn({ accountId, region }: Target, name: string): string {
  return `arn:aws:codepipeline:${region}:${accountId}:${name}`;
}

/** How the demo's project templates name what they create. */
export function namesOf({ name, set }: Pick<UseCase, 'name' | 'set'>) {
  const { tooling, dev } = targetsOf({ set });
  const modelGroup = `${name}-models`;
  const trainingPipeline = `${name}-training`;
  const buildPipeline = `${name}-build`;
  const deployPipeline = `${name}-deploy`;
  return {
    project: name,
    projectArn: toArn(tooling, 'project', name),
    modelGroup,
    modelGroupArn: toArn(tooling, 'model-package-group', modelGroup),
    trainingPipeline,
    trainingPipelineArn: toArn(dev, 'pipeline', trainingPipeline),
    buildPipeline,
    buildPipelineArn: codePipelineArn(tooling, buildPipeline),
    deployPipeline,
    deployPipelineArn: codePipelineArn(tooling, deployPipeline),
    buildRepository: `${name}-build`,
    deployRepository: `${name}-deploy`,
    endpoint: name,
    /** Of everything that the use case's runs read and write, in the tooling account. */
    artifactBucket: artifactBucket(tooling),
  };
}

export function artifactBucket({ accountId, region }: Target): string {
  return `mlops-artifacts-${accountId}-${region}`;
}

/** The tags that SageMaker's project templates put on their children. */
export function childTags({ name, projectId, owner }: UseCase) {
  return {
    'sagemaker:project-name': name,
    'sagemaker:project-id': projectId,
    'mlops:owner': owner,
  };
}

export function endpointTags(useCase: UseCase) {
  return tagsFromRecord({
    ...childTags(useCase),
    'mlops:model-group': namesOf(useCase).modelGroupArn,
  });
}
