import { Entity } from '@backstage/catalog-model';
import { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { JsonObject } from '@backstage/types';
import { MlopsEntitiesProcessor } from './MlopsEntitiesProcessor';

const processor = new MlopsEntitiesProcessor();

function resource(
  spec: JsonObject,
  annotations?: Record<string, string>,
  kind = 'Resource',
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'x', namespace: 'default', annotations },
    spec: { owner: 'group:default/risk', ...spec },
  };
}

const accountSet = (own: JsonObject = {}) =>
  resource({
    type: 'mlops-account-set',
    state: 'active',
    regions: ['eu-west-1', 'us-gov-west-1'],
    accounts: [
      { role: 'dev', accountId: '210000000002' },
      { role: 'prod', accountId: '210000000004' },
    ],
    ...own,
  });
const annotated = (
  type: string,
  annotation: string,
  value: string,
  kind?: string,
) => resource({ type }, { [annotation]: value }, kind);

it.each<[string, Entity]>([
  ['an account set', accountSet()],
  ['a model without annotations', resource({ type: 'ml-model' })],
  [
    'a model with its ARN',
    annotated(
      'ml-model',
      'aws.amazon.com/arn',
      'arn:aws-cn:sagemaker:cn-north-1:210000000002:model-package-group/m',
    ),
  ],
  [
    'a resource of a type that is not ours',
    annotated('database', 'aws.amazon.com/arn', 'not an arn'),
  ],
  [
    'a component of a repository with any ARN',
    annotated(
      'ml-build',
      'aws.amazon.com/arn',
      'arn:aws:codecommit:eu-west-1:100000000002:churn-build',
      'Component',
    ),
  ],
])('accepts %s', async (_case, entity) => {
  await expect(processor.validateEntityKind(entity)).resolves.toBe(false);
});

it.each<[string, Entity, string]>([
  [
    'without state',
    accountSet({ state: undefined }),
    'spec.state is missing: expected one of provisioning, active',
  ],
  [
    'with an unknown state',
    accountSet({ state: 'on' }),
    'spec.state is "on": expected one of',
  ],
  [
    'without regions',
    accountSet({ regions: [] }),
    'spec.regions is []: expected a list of at least one region',
  ],
  [
    'with a wrong region',
    accountSet({ regions: ['eu-west-1', 'Ireland'] }),
    'spec.regions[1] is "Ireland"',
  ],
  [
    'without accounts',
    accountSet({ accounts: undefined }),
    'spec.accounts is missing',
  ],
  [
    'with an account that is none',
    accountSet({ accounts: ['210000000002'] }),
    'spec.accounts[0] is "210000000002": expected an object',
  ],
  [
    'with an unknown role',
    accountSet({ accounts: [{ role: 'qa', accountId: '210000000002' }] }),
    'spec.accounts[0].role is "qa": expected one of experimentation',
  ],
  [
    'with a role twice',
    accountSet({
      accounts: [
        { role: 'dev', accountId: '210000000002' },
        { role: 'dev', accountId: '210000000003' },
      ],
    }),
    'spec.accounts[1].role is "dev": expected each role at most once',
  ],
  [
    'with an account id that YAML made a number',
    accountSet({ accounts: [{ role: 'dev', accountId: 210000000002 }] }),
    'spec.accounts[0].accountId is 210000000002: expected a string of twelve digits (in quotes',
  ],
])('refuses an account set %s', async (_case, entity, message) => {
  await expect(processor.validateEntityKind(entity)).rejects.toThrow(message);
});

it.each<[string, string, string, string]>([
  ['ml-model', 'aws.amazon.com/arn', 'churn-models', 'Resource'],
  [
    'ml-model',
    'aws.amazon.com/arn',
    'arn:aws:sagemaker:eu-west-1:210000000002:pipeline/churn',
    'Resource',
  ],
  ['ml-use-case', 'aws.amazon.com/arn', 'arn:aws:s3:::bucket', 'System'],
  [
    'ml-model',
    'mlops-foundation.io/pipeline-arn',
    'arn:aws:sagemaker:eu-west-1:21:pipeline/churn',
    'Resource',
  ],
  [
    'ml-endpoint',
    'mlops-foundation.io/model-group-arn',
    'arn:aws:sagemaker:eu-west-1:210000000002:model/churn',
    'Resource',
  ],
  [
    'ml-model',
    'aws.amazon.com/aws-codepipeline-arn',
    'arn:aws:sagemaker:eu-west-1:210000000002:pipeline/churn',
    'Resource',
  ],
  ['cloud-account', 'amazonaws.com/account-id', '2100', 'Resource'],
  ['ml-model', 'aws.amazon.com/region', 'Ireland', 'Resource'],
  [
    'ml-use-case',
    'mlops-foundation.io/account-set',
    'resource:default/',
    'System',
  ],
  ['ml-deployment', 'aws.amazon.com/arn', 'arn', 'Component'],
])('refuses %s with %s %s on a %s', async (type, annotation, value, kind) => {
  await expect(
    processor.validateEntityKind(annotated(type, annotation, value, kind)),
  ).rejects.toThrow(
    `metadata.annotations['${annotation}'] is "${value}": expected`,
  );
});

async function dependencies(entity: Entity): Promise<string[]> {
  const emitted: CatalogProcessorResult[] = [];
  await processor.postProcessEntity(
    entity,
    { type: 'url', target: 'https://example.com/catalog-info.yaml' },
    result => emitted.push(result),
  );
  return emitted.map(result =>
    result.type === 'relation'
      ? `${result.relation.source.name} ${result.relation.type} ${result.relation.target.name}`
      : result.type,
  );
}

it('draws the relations of an account set that a platform owner wrote', async () => {
  expect(await dependencies(accountSet())).toEqual([
    'x dependsOn aws-account-210000000002',
    'aws-account-210000000002 dependencyOf x',
    'x dependsOn aws-account-210000000004',
    'aws-account-210000000004 dependencyOf x',
  ]);
});

it('draws the relation of a use case to its account set', async () => {
  const useCase = annotated(
    'ml-use-case',
    'mlops-foundation.io/account-set',
    'credit-risk',
    'System',
  );
  expect(await dependencies(useCase)).toEqual([
    'x dependsOn credit-risk',
    'credit-risk dependencyOf x',
  ]);
});

it('draws nothing for others, which the catalog does itself', async () => {
  expect(
    await dependencies(
      annotated(
        'ml-model',
        'mlops-foundation.io/account-set',
        'resource:default/credit-risk',
      ),
    ),
  ).toEqual([]);
});
