import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ACCOUNT_SET,
  ANNOTATION_AWS_ARN,
  ANNOTATION_CODEPIPELINE_ARN,
  ANNOTATION_MODEL_GROUP_ARN,
  ANNOTATION_PIPELINE_ARN,
  ModelVersion,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DeployedModel } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { FakeAws } from './fakeAws';

export const REGION = 'eu-west-1';
export const TOOLING = '100000000002';
export const DEV = '210000000002';
export const STAGING = '210000000003';
export const PROD = '210000000004';

export const GROUP_ARN = `arn:aws:sagemaker:${REGION}:${TOOLING}:model-package-group/churn-models`;
export const PIPELINE_ARN = `arn:aws:sagemaker:${REGION}:${DEV}:pipeline/churn-training`;
export const JOB_ARN = `arn:aws:sagemaker:${REGION}:${DEV}:training-job/train-1`;
export const PROJECT_ARN = `arn:aws:sagemaker:${REGION}:${TOOLING}:project/churn`;
export const DEPLOY_ARN = `arn:aws:codepipeline:${REGION}:${TOOLING}:churn-deploy`;
export const CLIENT_TOKEN = '0123456789abcdef0123456789abcdef';

export const GROUP = 'resource:default/churn-models';
export const PIPELINE = 'resource:default/churn-training';
export const USE_CASE = 'system:default/churn';
export const SET = 'resource:default/credit-risk';
export const REPOSITORY = 'component:default/churn-deploy';
export const REPOSITORY_URL = 'https://github.com/acme/churn-deploy/tree/main/';
export const accountRef = (id: string) => `resource:default/aws-account-${id}`;

export function versionArn(version: number) {
  return `arn:aws:sagemaker:${REGION}:${TOOLING}:model-package/churn-models/${version}`;
}

export function endpointArn(accountId: string) {
  return `arn:aws:sagemaker:${REGION}:${accountId}:endpoint/churn`;
}

export function modelVersion(
  version: number,
  approvalStatus: ModelVersion['approvalStatus'],
  more: Partial<ModelVersion> = {},
): ModelVersion {
  return {
    arn: versionArn(version),
    version,
    status: 'Completed',
    approvalStatus,
    createdAt: '2026-01-01T00:00:00.000Z',
    modifiedAt: `2026-01-01T00:00:${String(version).padStart(2, '0')}.000Z`,
    ...more,
  };
}

/** A model that the endpoint `churn` of an account serves. */
export function served(
  accountId: string,
  version: number | undefined,
  status = 'InService',
): DeployedModel {
  return {
    accountId,
    region: REGION,
    modelName: `churn-${version ?? 'by-hand'}`,
    modelPackageArn: version === undefined ? undefined : versionArn(version),
    endpoints: [{ name: 'churn', arn: endpointArn(accountId), status }],
  };
}

export function entity(
  name: string,
  spec: Entity['spec'],
  annotations: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-location': `sagemaker:${name}`,
        ...annotations,
      },
    },
    spec: { owner: 'group:default/credit-risk', ...spec },
  };
}

export function modelGroupEntity(
  annotations: Record<string, string> = {},
): Entity {
  return entity(
    'churn-models',
    { type: 'ml-model' },
    {
      [ANNOTATION_AWS_ARN]: GROUP_ARN,
      [ANNOTATION_PIPELINE_ARN]: PIPELINE_ARN,
      [ANNOTATION_CODEPIPELINE_ARN]: DEPLOY_ARN,
      [ANNOTATION_ACCOUNT_SET]: SET,
      ...annotations,
    },
  );
}

/** The use case, as the catalog relates it to its parts. */
export function useCaseEntity(...parts: string[]): Entity {
  return {
    ...entity(
      'churn',
      { type: 'ml-use-case' },
      { [ANNOTATION_AWS_ARN]: PROJECT_ARN },
    ),
    kind: 'System',
    relations: parts.map(targetRef => ({ type: 'hasPart', targetRef })),
  };
}

/** The deployment repository, as the catalog reads it from its own catalog-info.yaml. */
export function repositoryEntity(
  type = 'ml-deployment',
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'churn-deploy',
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-location':
          'url:https://github.com/acme/churn-deploy/blob/main/catalog-info.yaml',
        ...annotations,
      },
    },
    spec: { type, owner: 'group:default/credit-risk' },
  };
}

/** What our provider would have made of the accounts of credit-risk. */
export function worldEntities(): Entity[] {
  const accounts = [
    { role: 'dev', accountId: DEV },
    { role: 'preprod', accountId: STAGING },
    { role: 'prod', accountId: PROD },
    { role: 'tooling', accountId: TOOLING },
  ];
  return [
    modelGroupEntity(),
    useCaseEntity(GROUP, PIPELINE, REPOSITORY),
    repositoryEntity(),
    {
      ...entity(
        'churn-training',
        { type: 'ml-pipeline' },
        { [ANNOTATION_AWS_ARN]: PIPELINE_ARN },
      ),
      relations: [{ type: 'partOf', targetRef: USE_CASE }],
    },
    entity(
      'churn-prod',
      { type: 'ml-endpoint' },
      {
        [ANNOTATION_AWS_ARN]: endpointArn(PROD),
        [ANNOTATION_MODEL_GROUP_ARN]: GROUP_ARN,
      },
    ),
    entity(
      'credit-risk',
      {
        type: 'mlops-account-set',
        state: 'active',
        regions: [REGION],
        accounts,
      },
      {},
    ),
    ...accounts.map(({ accountId }) =>
      entity(`aws-account-${accountId}`, { type: 'cloud-account' }, {}),
    ),
  ];
}

/** Version 12 runs everywhere, 14 is in staging and waits for prod, 15 waits in the registry. */
export function worldAws(): FakeAws {
  const aws = new FakeAws();
  aws.sets.push({
    name: 'credit-risk',
    origin: 'table',
    owner: 'group:default/credit-risk',
    state: 'active',
    regions: [REGION],
    accounts: [
      { role: 'dev', accountId: DEV },
      { role: 'preprod', accountId: STAGING },
      { role: 'prod', accountId: PROD },
      { role: 'tooling', accountId: TOOLING },
    ],
    provisionedProductId: 'pp-1',
  });
  aws.runs.set(PIPELINE_ARN, [
    {
      id: 'run-1',
      arn: `${PIPELINE_ARN}/execution/run-1`,
      pipelineArn: PIPELINE_ARN,
      pipelineName: 'churn-training',
      status: 'Succeeded',
      startedAt: '2026-01-01T00:00:00.000Z',
      parameters: [],
    },
  ]);
  aws.fakeRuns.runSteps.push(
    {
      name: 'Train',
      type: 'TrainingJob',
      status: 'Succeeded',
      jobArn: JOB_ARN,
    },
    { name: 'Check', type: 'Condition', status: 'Succeeded', outcome: 'True' },
    {
      name: 'Register',
      type: 'RegisterModel',
      status: 'Succeeded',
      jobArn: versionArn(15),
    },
  );
  aws.fakeRuns.jobsByArn.set(JOB_ARN, {
    kind: 'Training',
    arn: JOB_ARN,
    name: 'train-1',
    status: 'Completed',
    endedAt: '2026-01-01T00:30:00.000Z',
    inputs: [],
    outputs: [],
    metrics: [],
    parameters: [],
    logGroup: '/aws/sagemaker/TrainingJobs',
    logStreamPrefix: 'train-1/',
  });
  aws.versions.set(GROUP_ARN, [
    modelVersion(15, 'PendingManualApproval'),
    modelVersion(14, 'Approved'),
    modelVersion(12, 'Approved'),
  ]);
  aws.deployments.set(DEPLOY_ARN, {
    pipelineArn: DEPLOY_ARN,
    pipelineName: 'churn-deploy',
    executionId: 'execution-14',
    modelPackageArn: versionArn(14),
    stages: [
      { name: 'Source', status: 'Succeeded' },
      { name: 'DeployStaging', status: 'Succeeded', opens: 'staging' },
      { name: 'TestStaging', status: 'Succeeded', opens: 'staging' },
      { name: 'ApproveProd', status: 'Waiting', opens: 'prod' },
      { name: 'DeployProd', status: 'NotStarted', opens: 'prod' },
    ],
    approvals: [
      {
        stageName: 'ApproveProd',
        actionName: 'Approval',
        token: 'token-14',
        executionId: 'execution-14',
        modelPackageArn: versionArn(14),
      },
    ],
  });
  aws.models.set(`${STAGING}:${REGION}`, [served(STAGING, 14)]);
  aws.models.set(`${PROD}:${REGION}`, [served(PROD, 12)]);
  return aws;
}
