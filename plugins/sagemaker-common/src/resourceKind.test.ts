import { isSageMakerResource, SageMakerResourceKind } from './resourceKind';

const KINDS: SageMakerResourceKind[] = [
  'project',
  'model-package-group',
  'pipeline',
  'endpoint',
];

const entity = (arn?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'churn',
    ...(arn && { annotations: { 'aws.amazon.com/arn': arn } }),
  },
  spec: { type: 'whatever-a-company-calls-it' },
});

const sagemaker = (resource: string) =>
  `arn:aws:sagemaker:eu-west-1:100000000002:${resource}`;

it.each<[string, string | undefined, SageMakerResourceKind[]]>([
  ['a project', sagemaker('project/churn'), ['project']],
  [
    'a model group',
    sagemaker('model-package-group/churn'),
    ['model-package-group'],
  ],
  ['a pipeline', sagemaker('pipeline/churn'), ['pipeline']],
  ['an endpoint', sagemaker('endpoint/churn'), ['endpoint']],
  ['a version', sagemaker('model-package/churn/3'), []],
  ['another service', 'arn:aws:iot:eu-west-1:100000000002:pipeline/a', []],
  ['something malformed', 'pipeline/churn', []],
  ['nothing', undefined, []],
])('%s is told by its ARN', (_case, arn, expected) => {
  expect(KINDS.filter(kind => isSageMakerResource(entity(arn), kind))).toEqual(
    expected,
  );
});
