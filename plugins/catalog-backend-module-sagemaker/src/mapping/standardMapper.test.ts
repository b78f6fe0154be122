import { Entity } from '@backstage/catalog-model';
import {
  branchNames,
  entityNameFor,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { SageMakerResource } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { sets, settings } from '../__testUtils__/mappingWorld';
import { awsResource, DEV, TOOLING } from '../__testUtils__/World';
import { createMappingContext } from './mappingContext';
import { standardMapper } from './standardMapper';

function map(resource: SageMakerResource): Entity | undefined {
  return standardMapper.resource(
    resource,
    createMappingContext(settings, sets),
  );
}

const churn = useCaseNames('churn', sets[0]);
const project = {
  'sagemaker:project-name': 'churn',
  'sagemaker:project-id': 'p-1',
};

it('maps a project', () => {
  expect(
    map(
      awsResource('project', 'churn', {
        description: 'Who leaves?',
        tags: {
          'mlops:account-set': 'credit-risk',
          'mlops:owner': 'group:default/Churners',
        },
      }),
    ),
  ).toEqual({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: churn.systemName,
      title: 'churn',
      description: 'Who leaves?',
      annotations: {
        'backstage.io/managed-by-location': `sagemaker:${churn.projectArn}`,
        'backstage.io/managed-by-origin-location': `sagemaker:${churn.projectArn}`,
        'aws.amazon.com/arn': churn.projectArn,
        'aws.amazon.com/region': 'eu-west-1',
        'amazonaws.com/account-id': TOOLING,
        'mlops-foundation.io/account-set': 'resource:default/credit-risk',
        'mlops-foundation.io/project-id': 'p-abc123',
      },
      links: [
        {
          title: 'SageMaker Studio',
          url: 'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/studio-landing',
        },
      ],
    },
    spec: { type: 'ml-use-case', owner: 'group:default/churners' },
  });
});

it('maps a model group with its pipelines, its account set and its use case', () => {
  const entity = map(
    awsResource('model-group', churn.modelGroupName, {
      tags: {
        ...project,
        'mlops:pipeline': churn.pipelineArn.replace('churn-', 'Churn-'),
        'mlops:deployment-pipeline': churn.deploymentPipelineArn,
      },
    }),
  );
  expect(`resource:default/${entity?.metadata.name}`).toBe(churn.modelGroupRef);
  expect(entity?.metadata.annotations).toMatchObject({
    'mlops-foundation.io/pipeline-arn': churn.pipelineArn,
    'aws.amazon.com/aws-codepipeline-arn': churn.deploymentPipelineArn,
    'mlops-foundation.io/account-set': 'resource:default/credit-risk',
    'mlops-foundation.io/project-id': 'p-1',
  });
  expect(entity?.spec).toEqual({
    type: 'ml-model',
    owner: 'group:default/credit-risk',
    system: churn.systemRef,
    dependsOn: [
      `resource:default/${entityNameFor('churn-training', churn.pipelineArn)}`,
      'resource:default/credit-risk',
    ],
  });
});

it('maps a pipeline in a dev account to the use case in the tooling account', () => {
  expect(
    map(
      awsResource('pipeline', 'churn-training', {
        tags: { ...project, 'mlops:model-group': churn.modelGroupArn },
      }),
    ),
  ).toMatchObject({
    metadata: {
      name: entityNameFor('churn-training', churn.pipelineArn),
      annotations: {
        'mlops-foundation.io/model-group-arn': churn.modelGroupArn,
      },
    },
    spec: {
      type: 'ml-pipeline',
      owner: 'group:default/credit-risk',
      system: churn.systemRef,
    },
  });
});

it.each(['model-group', 'pipeline'] as const)(
  'maps the %s of a feature branch to its use case, with the branch',
  type => {
    const branch = branchNames(churn, 'feature/a');
    const [name, ref] =
      type === 'pipeline'
        ? [branch.pipelineName, branch.pipelineRef]
        : [branch.modelGroupName, branch.modelGroupRef];
    const entity = map(
      awsResource(type, name, {
        tags: {
          'mlops:account-set': 'credit-risk',
          'mlops:owner': 'group:default/churners',
          'sagemaker:project-name': 'churn',
          'mlops:branch': branch.branch,
        },
      }),
    );
    expect(`resource:default/${entity?.metadata.name}`).toBe(ref);
    expect(entity).toMatchObject({
      metadata: {
        annotations: { 'mlops-foundation.io/branch': 'feature/a' },
      },
      spec: { system: churn.systemRef, owner: 'group:default/churners' },
    });
  },
);

it('maps an endpoint to the model group that it serves', () => {
  expect(
    map(
      awsResource('endpoint', 'churn', {
        accountId: DEV,
        tags: { 'mlops:model-group': churn.modelGroupArn },
      }),
    ),
  ).toMatchObject({
    metadata: {
      links: [
        {
          title: 'AWS console',
          url: 'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/endpoints/churn',
        },
      ],
    },
    spec: { type: 'ml-endpoint', dependsOn: [churn.modelGroupRef] },
  });
});

it('maps a resource without tags, in an account of no set, to the least', () => {
  const entity = map(
    awsResource('model-group', 'lonely', { accountId: '999999999999' }),
  );
  expect(entity?.spec).toEqual({
    type: 'ml-model',
    owner: 'group:default/platform',
  });
  expect(Object.keys(entity?.metadata.annotations ?? {})).not.toContain(
    'mlops-foundation.io/account-set',
  );
});

it.each([
  ['free text', { 'mlops:pipeline': 'ask Anna' }],
  ['an ARN of another service', { 'mlops:pipeline': 'arn:aws:s3:::bucket' }],
  [
    'a deployment pipeline that is none',
    { 'mlops:deployment-pipeline': churn.pipelineArn },
  ],
])('leaves out a tag that holds %s', (_case, tags) => {
  const entity = map(
    awsResource('model-group', 'm', { accountId: '999999999999', tags }),
  );
  expect(entity?.spec).not.toHaveProperty('dependsOn');
  expect(JSON.stringify(entity)).not.toContain(Object.values(tags)[0]);
});
