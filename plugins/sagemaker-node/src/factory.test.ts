import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { SageMakerAws, sagemakerAwsServiceRef } from './services';

const ACCOUNT_SET = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'research',
    annotations: {
      'backstage.io/managed-by-origin-location': 'url:https://acme.com/sets',
    },
  },
  spec: {
    type: 'mlops-account-set',
    owner: 'research',
    state: 'active',
    regions: ['eu-west-1'],
    accounts: [{ role: 'dev', accountId: '310000000002' }],
  },
};

async function startPlugins(sagemaker: JsonObject) {
  const received: SageMakerAws[] = [];
  const plugin = (pluginId: string) =>
    createBackendPlugin({
      pluginId,
      register(env) {
        env.registerInit({
          deps: { aws: sagemakerAwsServiceRef },
          async init({ aws }) {
            received.push(aws);
          },
        });
      },
    });
  const backend = await startTestBackend({
    features: [
      plugin('one'),
      plugin('two'),
      catalogServiceMock.factory({ entities: [ACCOUNT_SET] }),
      mockServices.rootConfig.factory({ data: { sagemaker } }),
    ],
  });
  await backend.stop();
  return received;
}

describe('sagemakerAwsServiceRef', () => {
  it('hands the same clients to all plugins of a backend', async () => {
    const [one, two] = await startPlugins({});
    expect(one).toBeDefined();
    expect(one.clients).toBe(two.clients);
  });

  it('reads account sets of the configuration and of the catalog', async () => {
    const [aws] = await startPlugins({
      accountSets: [
        {
          name: 'credit-risk',
          regions: ['eu-west-1'],
          accounts: { dev: '210000000002' },
        },
      ],
      accountSetLocations: ['url:https://acme.com/*'],
    });
    await expect(aws.targets.targets()).resolves.toMatchObject([
      { accountId: '210000000002', accountSet: 'credit-risk' },
      { accountId: '310000000002', accountSet: 'research' },
    ]);
  });

  it('lets the backend start with a malformed configuration', async () => {
    const [aws] = await startPlugins({ governance: { accountId: 'x' } });
    await expect(aws.targets.targets()).rejects.toThrow(
      'sagemaker.governance.accountId must be twelve digits',
    );
  });
});
