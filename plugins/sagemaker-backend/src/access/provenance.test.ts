import {
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { entity } from '../__testUtils__/world';
import { isMaintainedByProvider } from './provenance';

const forged = `apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: forged
  annotations:
    backstage.io/managed-by-location: 'sagemaker:arn:aws:sagemaker:eu-west-1:100000000002:project/theirs'
    backstage.io/managed-by-origin-location: 'sagemaker:arn:aws:sagemaker:eu-west-1:100000000002:project/theirs'
spec: { type: ml-model, owner: group:default/mallory }
`;

/** Stands for the entity provider of the catalog module. */
const provider = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'provider',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'sagemaker',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: [
                {
                  entity: entity(
                    'real',
                    { type: 'ml-model' },
                    {
                      'backstage.io/managed-by-origin-location':
                        'sagemaker:real',
                    },
                  ),
                },
              ],
            }),
        });
      },
    });
  },
});

describe('isMaintainedByProvider, in a real catalog', () => {
  const files = createMockDirectory({ content: { 'catalog.yaml': forged } });

  it('believes our provider, and no YAML file that claims its location', async () => {
    let catalog: CatalogService | undefined;
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        provider,
        createBackendPlugin({
          pluginId: 'reader',
          register(env) {
            env.registerInit({
              deps: { found: catalogServiceRef },
              async init({ found }) {
                catalog = found;
              },
            });
          },
        }),
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              rules: [{ allow: ['Resource'] }],
              locations: [
                { type: 'file', target: files.resolve('catalog.yaml') },
              ],
            },
          },
        }),
      ],
    });
    const find = async (name: string): Promise<Entity> => {
      for (;;) {
        const found = await catalog?.getEntityByRef(
          `resource:default/${name}`,
          {
            credentials: mockCredentials.user(),
          },
        );
        if (found) {
          return found;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    };
    expect(isMaintainedByProvider(await find('real'))).toBe(true);
    expect(isMaintainedByProvider(await find('forged'))).toBe(false);
    await backend.stop();
  });
});
