import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { scaffolderTemplatingExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { sagemakerScaffolderPermissions } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  readTagKeys,
  sagemakerAwsServiceRef,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { configureDeploymentAction } from './actions/configureDeployment';
import { createBranchAction } from './actions/createBranch';
import { createCommitAction } from './actions/createCommit';
import { createModelGroupAction } from './actions/createModelGroup';
import { createPipelineAction } from './actions/createPipeline';
import { createProjectAction } from './actions/createProject';
import { createPullRequestAction } from './actions/createPullRequest';
import { decommissionAccountSetAction } from './actions/decommissionAccountSet';
import { deleteProjectAction } from './actions/deleteProject';
import { locateRepositoryAction } from './actions/locateRepository';
import { provisionAccountSetAction } from './actions/provisionAccountSet';
import { decommissionModelGroupAction } from './actions/decommissionModelGroup';
import { publishRepositoryAction } from './actions/publishRepository';
import { startPipelineAction } from './actions/startPipeline';
import { validateRepositoryAction } from './actions/validateRepository';
import { updateProjectAction } from './actions/updateProject';
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
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        urlReader: coreServices.urlReader,
      },
      async init({
        actions,
        templating,
        aws,
        catalog,
        config,
        events,
        permissions,
        permissionsRegistry,
        urlReader,
      }) {
        permissionsRegistry.addPermissions(sagemakerScaffolderPermissions);
        // What is created carries the first key; the others are only read.
        const [ownerTag] = readTagKeys(config).owner;
        const deps = { aws, catalog, events, ownerTag };
        actions.addActions(
          createProjectAction(deps),
          updateProjectAction(deps),
          deleteProjectAction(deps),
          createModelGroupAction(deps),
          decommissionModelGroupAction(deps),
          createPipelineAction(deps),
          startPipelineAction(deps),
          createBranchAction(deps),
          locateRepositoryAction({
            ...deps,
            integrations: ScmIntegrations.fromConfig(config),
          }),
          provisionAccountSetAction({ ...deps, permissions }),
          decommissionAccountSetAction({ ...deps, permissions }),
          publishRepositoryAction(deps),
          validateRepositoryAction({ config, urlReader }),
          configureDeploymentAction({
            ...deps,
            urlReader,
            integrations: ScmIntegrations.fromConfig(config),
          }),
          createPullRequestAction(deps),
          createCommitAction(deps),
        );
        templating.addTemplateFilters([sagemakerUseCase]);
      },
    });
  },
});
