import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { sagemakerPermissions } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  deploymentRepositoryOf,
  readSageMakerConfig,
  repositoryOf,
  sagemakerAwsServiceRef,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Gate } from './access/Gate';
import { KnownAccounts } from './access/KnownAccounts';
import { AccountSets } from './accountSets';
import { Approvals } from './approvals/Approvals';
import { registerChangeActions } from './assistants/changeActions';
import { registerReadActions } from './assistants/readActions';
import { DecisionStore } from './approvals/DecisionStore';
import { Requesters } from './approvals/Requesters';
import { Inbox } from './inbox/Inbox';
import { InboxIndex } from './inbox/InboxIndex';
import { InboxNotifications } from './inbox/InboxNotifications';
import { InboxPermissions } from './inbox/InboxPermissions';
import { InboxStore } from './inbox/InboxStore';
import { ModelGroups } from './inbox/ModelGroups';
import { StageTargets } from './inbox/StageTargets';
import { Changes } from './live/Changes';
import { PageLookup } from './live/PageLookup';
import { ProjectTemplates } from './projectTemplates';
import { FactReader } from './promotion/FactReader';
import { StageAccounts } from './promotion/StageAccounts';
import { ReadCache } from './reads/ReadCache';
import { DeploymentConfigs } from './repository/DeploymentConfigs';
import { RepositoryChecks } from './repository/RepositoryChecks';
import { createRouter } from './router';
import { PortalRuns } from './runs/PortalRuns';
import { RunNotifications } from './runs/RunNotifications';
import { Runs } from './runs/Runs';
import { Steps } from './runs/Steps';
import { Versions } from './versions';

/** Wiring of the plugin `sagemaker`. */
export const sagemakerPlugin = createBackendPlugin({
  pluginId: 'sagemaker',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        aws: sagemakerAwsServiceRef,
        cacheService: coreServices.cache,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const { auditor, auth, aws, catalog } = deps;
        deps.permissionsRegistry.addPermissions(sagemakerPermissions);

        const cache = new ReadCache(deps.cacheService);
        const pages = new PageLookup({ auth, cache, catalog });
        const changes = new Changes({ ...deps, cache, pages });
        await changes.subscribe();

        const accounts = new KnownAccounts(aws.targets, cache);
        const gate = new Gate({ ...deps, accounts });
        const readRoles = () => readSageMakerConfig(deps.config).stages;
        const stages = new StageAccounts({ gate, readRoles });
        const integrations = ScmIntegrations.fromConfig(deps.config);
        const decisions = await DecisionStore.open(deps.database);
        const portalRuns = await PortalRuns.open(deps.database);
        const runs = new Runs({
          ...deps,
          reader: aws.runs,
          definitions: aws.definitions,
          cache,
          changes,
          portalRuns,
        });
        await new RunNotifications({
          ...deps,
          reader: aws.runs,
          portalRuns,
        }).subscribe();
        const store = await InboxStore.open(deps.database);
        const groups = new ModelGroups({ auth, catalog });
        const inboxNotifications = new InboxNotifications({
          ...deps,
          store,
          groups,
        });
        await new InboxIndex({
          ...deps,
          store,
          groups,
          inboxNotifications,
        }).subscribe();
        const versions = new Versions({ reader: aws.versions, cache });
        const facts = new FactReader({ aws, cache, catalog, accounts, stages });
        const approvals = new Approvals({
          aws,
          gate,
          accounts,
          stages,
          decisions,
          requesters: new Requesters({
            portalRuns,
            mayDecide:
              deps.config.getOptionalBoolean(
                'sagemaker.approvals.requesterMayDecide',
              ) ?? false,
          }),
          changes,
        });
        registerReadActions({ ...deps, gate, runs, versions, facts });
        registerChangeActions({ ...deps, gate, runs, approvals });
        deps.httpRouter.use(
          await createRouter({
            gate,
            httpAuth: deps.httpAuth,
            auditor,
            runs,
            steps: new Steps({ runs, jobs: aws.jobs, cache }),
            versions,
            facts,
            approvals,
            inbox: new Inbox({
              store,
              catalog,
              inboxPermissions: new InboxPermissions(deps),
              stageTargets: new StageTargets({ catalog, readRoles }),
            }),
            projectTemplates: new ProjectTemplates({
              reader: aws.projectTemplates,
              aws,
              cache,
            }),
            accountSets: new AccountSets({ reader: aws.accountSets, cache }),
            repositoryChecks: new RepositoryChecks({ ...deps, cache }),
            repositoryOf: repositoryOf(integrations),
            deploymentConfigs: new DeploymentConfigs({
              ...deps,
              cache,
              integrations,
            }),
            deploymentRepositoryOf: deploymentRepositoryOf(integrations),
          }),
        );
      },
    });
  },
});
