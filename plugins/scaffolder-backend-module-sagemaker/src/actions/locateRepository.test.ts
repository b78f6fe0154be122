import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ActionTask } from '../__testUtils__/actionTask';
import { INPUT, USE_CASE, useCaseWorld } from '../__testUtils__/branchWorld';
import { accountSetEntity } from '../__testUtils__/entities';
import { locateRepositoryAction } from './locateRepository';

const { accountSet, useCase } = INPUT;

/** As the catalog read it from there. */
const component = (location: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    namespace: 'default',
    name: `${USE_CASE.systemName}-build`,
    annotations: { 'backstage.io/managed-by-location': location },
  },
  spec: { type: 'ml-build', lifecycle: 'experimental', owner: 'x' },
});

function setup(location?: string) {
  const { aws, deps } = useCaseWorld();
  const action = locateRepositoryAction({
    ...deps,
    catalog: catalogServiceMock({
      entities: [
        accountSetEntity('credit-risk'),
        ...(location ? [component(location)] : []),
      ],
    }),
    integrations: ScmIntegrations.fromConfig(
      mockServices.rootConfig({
        data: {
          integrations: {
            gitlab: [
              {
                host: 'git.acme.com',
                apiBaseUrl: 'https://git.acme.com/api/v4',
              },
            ],
            awsCodeCommit: [{ region: 'eu-west-1' }],
          },
        },
      }),
    ),
  });
  return { aws, action };
}

describe('sagemaker:repository:locate', () => {
  it.each<[string, string, object]>([
    [
      'GitHub',
      'url:https://github.com/acme/churn-build/tree/main/catalog-info.yaml',
      { git: 'github', url: 'https://github.com/acme/churn-build.git' },
    ],
    [
      'a GitLab of the company',
      'url:https://git.acme.com/ml/risk/churn-build/-/blob/main/catalog-info.yaml',
      { git: 'gitlab', url: 'https://git.acme.com/ml/risk/churn-build.git' },
    ],
    [
      'CodeCommit',
      'url:https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/churn-build/browse/refs/heads/main/--/catalog-info.yaml',
      { git: 'codecommit' },
    ],
    [
      'another host',
      'url:https://bitbucket.org/acme/churn-build/src/main/catalog-info.yaml',
      {
        git: 'other',
        url: 'https://bitbucket.org/acme/churn-build/src/main/catalog-info.yaml',
      },
    ],
  ])('finds %s in the catalog', async (_, location, output) => {
    const { aws, action } = setup(location);
    const task = new ActionTask('task-1', { isDryRun: true });
    await task.run(action, { accountSet, useCase });
    expect(task.output).toEqual(output);
    expect(aws.calls).toEqual([]);
  });

  it.each([
    [
      'that is the use case’s',
      { 'sagemaker:project-name': 'churn' },
      'codecommit',
    ],
    ['of something else', {}, 'other'],
  ])('asks CodeCommit for one %s', async (_, tags, git) => {
    const { aws, action } = setup();
    aws.repositoriesByName.get(USE_CASE.buildRepository)!.tags = { ...tags };
    const task = new ActionTask('task-1');
    await task.run(action, { accountSet, useCase });
    expect(task.output).toEqual({ git });
  });

  it('tells that AWS refuses, and does nothing once it is cancelled', async () => {
    const { aws, action } = setup();
    aws.nextError.set('repositories.find', new Error('ThrottlingException'));
    await expect(
      new ActionTask('task-1').run(action, { accountSet, useCase }),
    ).rejects.toThrow('ThrottlingException');
    const signal = AbortSignal.abort();
    await expect(
      new ActionTask('task-2', { signal }).run(action, { accountSet, useCase }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
