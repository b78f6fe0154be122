import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { scaffolderTemplatingExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { TAG_OWNER } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { sagemakerAwsServiceRef } from '@mlops-foundation/backstage-plugin-sagemaker-node';
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
        const ownerTag =
          config.getOptionalString('sagemaker.tags.owner') ?? TAG_OWNER;
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
