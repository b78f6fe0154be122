import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { sagemakerPermissions } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  readSageMakerConfig,
  sagemakerAwsServiceRef,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Gate } from './access/Gate';
import { KnownAccounts } from './access/KnownAccounts';
import { AccountSets } from './accountSets';
import { Approvals } from './approvals/Approvals';
import { DecisionStore } from './approvals/DecisionStore';
import { Changes } from './live/Changes';
import { GroupLookup } from './live/GroupLookup';
import { ProjectTemplates } from './projectTemplates';
import { FactReader } from './promotion/FactReader';
import { StageAccounts } from './promotion/StageAccounts';
import { ReadCache } from './reads/ReadCache';
import { RepositoryChecks } from './repository/RepositoryChecks';
import { repositoryOf } from './repository/repositorySubject';
import { createRouter } from './router';
import { Runs } from './runs';
import { Versions } from './versions';

/** Wiring of the plugin `sagemaker`. */
export const sagemakerPlugin = createBackendPlugin({
  pluginId: 'sagemaker',
  register(env) {
    env.registerInit({
      deps: {
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
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const { auditor, auth, aws, catalog } = deps;
        deps.permissionsRegistry.addPermissions(sagemakerPermissions);

        const cache = new ReadCache(deps.cacheService);
        const groups = new GroupLookup({ auth, cache, catalog });
        const changes = new Changes({ ...deps, cache, groups });
        await changes.subscribe();

        const accounts = new KnownAccounts(aws.targets, cache);
        const gate = new Gate({ ...deps, accounts });
        const stages = new StageAccounts({
          gate,
          readRoles: () => readSageMakerConfig(deps.config).stages,
        });
        const decisions = await DecisionStore.open(deps.database);
        deps.httpRouter.use(
          await createRouter({
            gate,
            auditor,
            runs: new Runs({ reader: aws.runs, cache, changes }),
            versions: new Versions({ reader: aws.versions, cache }),
            facts: new FactReader({ aws, cache, catalog, accounts, stages }),
            approvals: new Approvals({
              aws,
              gate,
              accounts,
              stages,
              decisions,
              changes,
            }),
            projectTemplates: new ProjectTemplates({
              reader: aws.projectTemplates,
              cache,
            }),
            accountSets: new AccountSets({ reader: aws.accountSets, cache }),
            repositoryChecks: new RepositoryChecks({ ...deps, cache }),
            repositoryOf: repositoryOf(ScmIntegrations.fromConfig(deps.config)),
          }),
        );
      },
    });
  },
});
