import { createBackendModule } from '@backstage/backend-plugin-api';
import { sagemakerCatalogExtensionPoint } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { eventually, Portal, startPortal } from './__testUtils__/startPortal';
import { awsResource, GROUPS, worldWithGroups } from './__testUtils__/World';

jest.setTimeout(60_000);

let portal: Portal;
afterEach(() => portal?.stop());

const models = () => portal.titles('ml-model');

function expectModels(names: string[]) {
  return eventually(async () => expect(await models()).toEqual(names));
}

describe('a bad resource', () => {
  it('is skipped and reported, the rest goes in, and an entity that it had stays', async () => {
    const world = worldWithGroups('a', 'b', 'c');
    portal = await startPortal({ world });
    await portal.sweep();
    await expectModels(['a', 'b', 'c']);

    const { arn } = awsResource('model-group', 'b');
    world.add('model-group', 'd');
    world.faults.set(GROUPS, {
      skip: [{ id: arn, reason: 'no creation time' }],
    });
    await portal.sweep();
    await expectModels(['a', 'b', 'c', 'd']);
    expect((await portal.outcomes()).get(GROUPS)?.skipped).toEqual([
      { id: arn, reason: 'no creation time' },
    ]);
  });

  it('may come from a mapper of the platform owner', async () => {
    const world = worldWithGroups('fine', 'throws', 'invalid', 'hidden');
    const ownMapper = createBackendModule({
      pluginId: 'catalog',
      moduleId: 'own-mapper',
      register(env) {
        env.registerInit({
          deps: { sagemaker: sagemakerCatalogExtensionPoint },
          async init({ sagemaker }) {
            sagemaker.setEntityMapper(standard => ({
              ...standard,
              resource(resource, context) {
                const entity = standard.resource(resource, context);
                if (resource.name === 'throws') {
                  throw new Error('no such cost centre');
                }
                if (resource.name === 'hidden' || !entity) {
                  return undefined;
                }
                return resource.name === 'invalid'
                  ? {
                      ...entity,
                      metadata: { ...entity.metadata, name: 'not valid!' },
                    }
                  : entity;
              },
            }));
          },
        });
      },
    });
    portal = await startPortal({ world, features: [ownMapper] });
    await portal.sweep();
    await expectModels(['fine']);
    const skipped = (await portal.outcomes()).get(GROUPS)?.skipped;
    expect(skipped).toEqual([
      {
        id: awsResource('model-group', 'throws').arn,
        reason: 'no such cost centre',
      },
      {
        id: awsResource('model-group', 'invalid').arn,
        reason: expect.stringContaining('metadata.name'),
      },
    ]);
  });
});

it('starts with a malformed configuration, and ingests nothing', async () => {
  const world = worldWithGroups('a');
  portal = await startPortal({
    world,
    config: { sagemaker: { ingestion: { removalLimitPercent: 300 } } },
  });
  await expect(portal.sweep()).rejects.toThrow('404');
  expect(await models()).toEqual([]);
});
