import { createBackendModule } from '@backstage/backend-plugin-api';
import { sagemakerCatalogExtensionPoint } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { eventually, Portal, startPortal } from './__testUtils__/startPortal';
import { World } from './__testUtils__/World';

jest.setTimeout(60_000);

let portal: Portal;
afterEach(() => portal.stop());

const companyTypes = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'company-types',
  register(env) {
    env.registerInit({
      deps: { sagemaker: sagemakerCatalogExtensionPoint },
      async init({ sagemaker }) {
        sagemaker.setEntityTypes({ 'ml-model': 'ai-model' });
        sagemaker.setEntityTypes({ 'ml-use-case': 'product' });
      },
    });
  },
});

it('entities have the types of a company, and the same relations', async () => {
  const world = new World();
  world.add('project', 'churn', {
    tags: { 'mlops:account-set': 'credit-risk' },
  });
  world.add('model-group', 'churn-models', {
    tags: {
      'sagemaker:project-name': 'churn',
      'mlops:account-set': 'credit-risk',
    },
  });
  world.add('pipeline', 'churn-training');
  portal = await startPortal({ world, features: [companyTypes] });
  await portal.sweep();
  await eventually(async () => {
    expect(await portal.titles('ai-model')).toEqual(['churn-models']);
    expect(await portal.titles('product')).toEqual(['churn']);
    expect(await portal.titles('ml-pipeline')).toEqual(['churn-training']);
    const relations = [...(await portal.entities()).values()]
      .filter(({ spec }) => spec?.type === 'product')
      .flatMap(entity => entity.relations ?? [])
      .map(({ type }) => type);
    expect(relations).toEqual(
      expect.arrayContaining(['dependsOn', 'hasPart', 'ownedBy']),
    );
  });
});
