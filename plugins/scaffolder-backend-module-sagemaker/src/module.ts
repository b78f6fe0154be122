import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { scaffolderTemplatingExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import {
  readTagKeys,
  sagemakerAwsServiceRef,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { createModelGroupAction } from './actions/createModelGroup';
import { createProjectAction } from './actions/createProject';
import { publishRepositoryAction } from './actions/publishRepository';
import { sagemakerUseCase } from './templating/sagemakerUseCase';

export const scaffolderModuleSagemaker = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'sagemaker',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        templating: scaffolderTemplatingExtensionPoint,
        aws: sagemakerAwsServiceRef,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
      },
      async init({ actions, templating, aws, catalog, config, events }) {
        // What is created carries the first key; the others are only read.
        const [ownerTag] = readTagKeys(config).owner;
        const deps = { aws, catalog, events, ownerTag };
        actions.addActions(
          createProjectAction(deps),
          createModelGroupAction(deps),
          publishRepositoryAction(deps),
        );
        templating.addTemplateFilters([sagemakerUseCase]);
      },
    });
  },
});
