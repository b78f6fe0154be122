import { SageMakerResource } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { sets, settings } from '../__testUtils__/mappingWorld';
import { awsResource } from '../__testUtils__/World';
import { createMappingContext } from './mappingContext';

const context = createMappingContext(settings, sets);

it.each<[string, string | undefined, string]>([
  ['a full ref', 'group:default/risk', 'group:default/risk'],
  ['a user', 'user:default/Anna', 'user:default/anna'],
  ['a namespace', 'emea/risk', 'group:emea/risk'],
  ['a plain name', 'risk', 'group:default/risk'],
  ['another case', ' Risk ', 'group:default/risk'],
  ['nothing, so the account set says', undefined, 'group:default/credit-risk'],
  ['an empty value', '', 'group:default/credit-risk'],
  ['a name that no entity can have', 'Risk & Co', 'group:default/credit-risk'],
  ['a broken ref', 'group:', 'group:default/credit-risk'],
])('finds the owner when the tag holds %s', (_case, tag, owner) => {
  const tags = tag === undefined ? undefined : { 'mlops:owner': tag };
  expect(context.ownerOf(awsResource('pipeline', 'p', { tags }))).toBe(owner);
});

describe('the account set of a resource', () => {
  it.each<[string, SageMakerResource, string | undefined]>([
    [
      'is that of its account',
      awsResource('pipeline', 'p', { accountId: '220000000002' }),
      'marketing',
    ],
    [
      'is that of its tag in a shared account',
      awsResource('project', 'p', {
        tags: { 'mlops:account-set': 'churn-pilot' },
      }),
      'churn-pilot',
    ],
    [
      'is that of the pipeline that feeds it',
      awsResource('model-group', 'm', {
        tags: {
          'mlops:pipeline':
            'arn:aws:sagemaker:eu-west-1:240000000002:pipeline/p',
        },
      }),
      'churn-pilot',
    ],
    [
      'is the only one of its owner',
      awsResource('project', 'p', { tags: { 'mlops:owner': 'credit-risk' } }),
      'credit-risk',
    ],
    [
      'is not guessed when its owner has two',
      awsResource('project', 'p', { tags: { 'mlops:owner': 'marketing' } }),
      undefined,
    ],
    ['is not guessed without an owner', awsResource('project', 'p'), undefined],
  ])('%s', (_rule, resource, expected) => {
    expect(context.accountSetOf(resource)?.name).toBe(expected);
  });
});
