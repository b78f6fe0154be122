import { Entity } from '@backstage/catalog-model';
import type {
  Approval,
  ApprovalInbox,
  ApprovalInboxItem,
  DeploymentConfig,
  ModelVersion,
  PipelineDetail,
  PipelineRun,
  Promotion,
  RepositoryCheck,
  RunDetail,
  RunGraph,
  RunList,
  StepDetail,
  StepLog,
  VersionDetail,
  VersionList,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AccountSetDetail } from '../api/SageMakerApi';

/* What the backend answers about one use case, small but whole. */

export const AS_OF = '2026-03-02T10:15:00.000Z';
export const GROUP_ARN =
  'arn:aws:sagemaker:eu-west-1:100000000002:model-package-group/scoring-models';
export const PIPELINE_ARN =
  'arn:aws:sagemaker:eu-west-1:210000000002:pipeline/scoring-training';

export const modelGroup = (over: Partial<Entity['metadata']> = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'scoring-models-1a2b3c4d',
    namespace: 'default',
    title: 'scoring-models',
    annotations: {
      'aws.amazon.com/arn': GROUP_ARN,
      'mlops-foundation.io/pipeline-arn': PIPELINE_ARN,
    },
    ...over,
  },
  spec: { type: 'ml-model', owner: 'group:default/credit-risk' },
});

export const accountSet = (
  name: string,
  over: Record<string, string> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name, namespace: 'default' },
  spec: {
    type: 'mlops-account-set',
    owner: `group:default/${name}`,
    state: 'active',
    regions: ['eu-west-1'],
    accounts: [
      { role: 'dev', accountId: '210000000002' },
      { role: 'tooling', accountId: '100000000002' },
    ],
    ...over,
  },
});

export const run = (over: Partial<PipelineRun> = {}): PipelineRun => ({
  id: 'abc123',
  arn: `${PIPELINE_ARN}/execution/abc123`,
  pipelineArn: PIPELINE_ARN,
  pipelineName: 'scoring-training',
  status: 'Succeeded',
  startedAt: '2026-03-02T09:00:00.000Z',
  endedAt: '2026-03-02T09:12:30.000Z',
  startedBy: 'arn:aws:iam::210000000002:role/service-role/trainer',
  parameters: [],
  consoleUrl: 'https://console.example/run/abc123',
  ...over,
});

export const failedRun = run({
  id: 'def456',
  arn: `${PIPELINE_ARN}/execution/def456`,
  status: 'Failed',
  failureReason: 'ClientError: data error, 42 rows have no label',
});

export const runList = (
  items: PipelineRun[],
  over: Partial<RunList> = {},
): RunList => ({
  pipelines: [
    {
      entityRef: 'resource:default/scoring-training-9f8e7d6c',
      arn: PIPELINE_ARN,
      name: 'scoring-training',
    },
  ],
  items,
  asOf: AS_OF,
  ...over,
});

export const runGraph: RunGraph = {
  commit: '0123456789abcdef',
  repository: 'scoring-build',
  nodes: [
    { name: 'Preprocess', type: 'Processing' },
    { name: 'Train', type: 'Training' },
    { name: 'CheckQuality', type: 'Condition' },
    {
      name: 'Register',
      type: 'RegisterModel',
      within: { condition: 'CheckQuality', branch: 'if' },
    },
    {
      name: 'QualityTooLow',
      type: 'Fail',
      within: { condition: 'CheckQuality', branch: 'else' },
    },
  ],
  edges: [
    { from: 'Preprocess', to: 'Train', kind: 'data' },
    { from: 'Train', to: 'CheckQuality', kind: 'depends' },
    { from: 'CheckQuality', to: 'Register', kind: 'if' },
    { from: 'CheckQuality', to: 'QualityTooLow', kind: 'else' },
  ],
};

export const stepDetail: StepDetail = {
  asOf: AS_OF,
  step: { name: 'Train', type: 'Training', status: 'Failed' },
  job: {
    kind: 'Training',
    arn: 'arn:aws:sagemaker:eu-west-1:210000000002:training-job/scoring-1',
    name: 'scoring-1',
    status: 'Failed',
    failureReason: 'AlgorithmError: see the log',
    instanceType: 'ml.m5.large',
    instanceCount: 1,
    image: 'sklearn:1.2-1',
    inputs: [{ name: 'train', uri: 's3://bucket/scoring/abc/train' }],
    outputs: [{ name: 'model', uri: 's3://bucket/scoring/abc/model' }],
    metrics: [{ name: 'validation:auc', value: 0.91 }],
    parameters: [{ name: 'max_depth', value: '5' }],
    logGroup: '/aws/sagemaker/TrainingJobs',
    consoleUrl: 'https://console.example/job/scoring-1',
  },
};

export const stepLog = (over: Partial<StepLog> = {}): StepLog => ({
  lines: [
    {
      at: '2026-03-02T09:05:00.000Z',
      message: 'ValueError: bad label',
      stream: 'scoring-1/algo-1',
    },
  ],
  logGroup: '/aws/sagemaker/TrainingJobs',
  truncated: false,
  consoleUrl: 'https://console.example/log/scoring-1',
  asOf: AS_OF,
  ...over,
});

export const pipelineDetail: PipelineDetail = {
  pipelineArn: PIPELINE_ARN,
  name: 'scoring-training',
  status: 'Active',
  createdAt: '2026-01-02T09:00:00.000Z',
  modifiedAt: '2026-02-02T09:00:00.000Z',
  parameters: [
    { name: 'Rows', type: 'Integer', defaultValue: '5000' },
    { name: 'MinimumAuc', type: 'Float', defaultValue: '0.75' },
  ],
  steps: runGraph.nodes.map(({ name }) => name),
  asOf: AS_OF,
};

export const runDetail = (of: PipelineRun): RunDetail => ({
  run: of,
  asOf: AS_OF,
  steps: [
    {
      name: 'Preprocess',
      type: 'Processing',
      status: 'Succeeded',
      startedAt: '2026-03-02T09:00:00.000Z',
      endedAt: '2026-03-02T09:02:00.000Z',
    },
    {
      name: 'Train',
      type: 'Training',
      status: 'Failed',
      failureReason: 'AlgorithmError: see the log',
    },
  ],
});

export const version = (over: Partial<ModelVersion> = {}): ModelVersion => ({
  arn: `${GROUP_ARN.replace('-group', '')}/14`,
  version: 14,
  status: 'Completed',
  approvalStatus: 'PendingManualApproval',
  createdAt: '2026-03-01T09:00:00.000Z',
  createdBy: 'arn:aws:sagemaker:eu-west-1:210000000002:user-profile/d-1/anna',
  commit: '0123456789abcdef',
  lifecycle: { stage: 'Development', status: 'InProgress' },
  runArn: `${PIPELINE_ARN}/execution/abc123`,
  ...over,
});

export const versions: VersionList = {
  modelGroupArn: GROUP_ARN,
  asOf: AS_OF,
  items: [version()],
};

export const versionDetail = (
  over: Partial<VersionDetail> = {},
): VersionDetail => ({
  version: version(),
  metrics: [{ name: 'auc', value: 0.91 }],
  reports: [
    {
      kind: 'modelQuality',
      part: 'Statistics',
      uri: 's3://bucket/evaluation.json',
      isBaseline: false,
    },
  ],
  metadata: [{ name: 'build-id', value: 'abc123' }],
  modelData: ['s3://bucket/model.tar.gz'],
  asOf: AS_OF,
  ...over,
});

export const registryApproval: Approval = {
  id: 'registry:14',
  kind: 'registry',
  stage: 'staging',
  title: 'Version 14 waits for approval',
  version: 14,
  expected: 'PendingManualApproval@2026-03-01T09:00:00.000Z',
};

export const inboxItem = (
  over: Partial<ApprovalInboxItem> = {},
): ApprovalInboxItem => ({
  approval: { ...registryApproval, since: '2026-03-01T09:00:00.000Z' },
  entityRef: 'resource:default/scoring-models-1a2b3c4d',
  title: 'scoring-models',
  owner: 'group:default/credit-risk',
  system: 'system:default/scoring',
  accountRef: 'resource:default/aws-account-210000000003',
  mayDecide: true,
  ...over,
});

/** A page that is the whole inbox. */
export const approvalInbox = (
  items: ApprovalInboxItem[],
  over: Partial<ApprovalInbox> = {},
): ApprovalInbox => ({
  items,
  total: items.length,
  mayDecide: items.filter(({ mayDecide }) => mayDecide).length,
  readable: true,
  asOf: AS_OF,
  ...over,
});

export const promotion = (over: Partial<Promotion> = {}): Promotion => ({
  modelGroupArn: GROUP_ARN,
  asOf: AS_OF,
  latest: 14,
  approved: 13,
  readable: true,
  approvals: [registryApproval],
  drift: [
    {
      kind: 'approved-not-running',
      stage: 'prod',
      message: 'prod runs 12, approved is 13',
      nextStep: 'Approve the deployment to prod',
    },
  ],
  deployment: {
    pipelineName: 'scoring-deploy',
    pipelineArn: 'arn:aws:codepipeline:eu-west-1:100000000002:scoring-deploy',
    version: 13,
    consoleUrl: 'https://console.example/pipeline/scoring-deploy',
    stages: [
      { name: 'DeployStaging', status: 'Succeeded' },
      { name: 'ApproveProd', status: 'Waiting' },
    ],
  },
  stages: [
    {
      stage: 'dev',
      status: 'running',
      summary: 'Version 14 was registered',
      version: 14,
      running: [],
    },
    {
      stage: 'staging',
      status: 'running',
      summary: 'Serves version 13',
      version: 13,
      accountId: '210000000003',
      accountRef: 'resource:default/aws-account-210000000003',
      region: 'eu-west-1',
      running: [
        {
          endpointName: 'scoring',
          endpointArn:
            'arn:aws:sagemaker:eu-west-1:210000000003:endpoint/scoring',
          endpointStatus: 'InService',
          version: 13,
        },
      ],
    },
    {
      stage: 'prod',
      status: 'rolledBack',
      summary: 'The last deployment was rolled back',
      version: 12,
      running: [],
    },
  ],
  ...over,
});

export const accountSetDetail: AccountSetDetail = {
  name: 'credit-risk',
  state: 'active',
  owner: 'group:default/credit-risk',
  regions: ['eu-west-1'],
  accounts: [
    {
      role: 'dev',
      accountId: '210000000002',
      entityRef: 'resource:default/aws-account-210000000002',
    },
  ],
  provisionedProductId: 'pp-1',
  provisionedProductStatus: 'TAINTED',
  asOf: AS_OF,
};

export const repository = (
  annotations: Record<string, string> = {
    'backstage.io/source-location':
      'url:https://github.com/acme/scoring-build/tree/main/',
  },
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'scoring-build', namespace: 'default', annotations },
  spec: { type: 'ml-build', owner: 'group:default/credit-risk' },
});

export const repositoryCheck: RepositoryCheck = {
  kind: 'build',
  url: 'https://github.com/acme/scoring-build/tree/main/',
  standard: 'MLOps foundation',
  files: 31,
  violations: [
    {
      kind: 'missing',
      path: 'notebooks/README.md',
      reason:
        'the standard asks for notebooks/README.md in every repository. Add it.',
      message: "'notebooks/README.md' is missing: ...",
    },
    {
      kind: 'unexpected',
      path: 'src/',
      reason: 'at the root there can be algorithms/, README.md. Move it.',
      message: "'src/' has no place in the standard: ...",
    },
  ],
  asOf: AS_OF,
};

export const deploymentConfig = (
  over: Partial<DeploymentConfig> = {},
): DeploymentConfig => ({
  stage: 'staging',
  path: 'inference_config/staging/inference_config.json',
  url: 'https://github.com/acme/churn-deploy/blob/main/inference_config/staging/inference_config.json',
  etag: 'etag-1',
  git: 'github',
  parameters: [
    {
      name: 'EndpointName',
      value: 'churn',
      editable: false,
      reason: 'it says which deployment this is',
    },
    {
      name: 'InstanceCount',
      value: '1',
      editable: true,
      template: 'app_infra/endpoint/endpoint.yaml',
      declared: {
        key: 'InstanceCount',
        type: 'Number',
        isSecret: false,
        description: 'Instances behind the endpoint',
        minValue: 1,
        rule: 'At least one instance',
      },
    },
    {
      name: 'TrafficShifting',
      value: 'ALL_AT_ONCE',
      editable: true,
      template: 'app_infra/endpoint/endpoint.yaml',
      declared: {
        key: 'TrafficShifting',
        type: 'String',
        isSecret: false,
        allowedValues: ['ALL_AT_ONCE', 'CANARY', 'LINEAR'],
      },
    },
  ],
  asOf: AS_OF,
  ...over,
});
