import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { SageMakerAws, sagemakerAwsServiceRef } from './services';

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

  it('lets the backend start with a malformed configuration', async () => {
    const [aws] = await startPlugins({ governance: { accountId: 'x' } });
    await expect(aws.targets.targets()).rejects.toThrow(
      'sagemaker.governance.accountId must be twelve digits',
    );
  });
});
