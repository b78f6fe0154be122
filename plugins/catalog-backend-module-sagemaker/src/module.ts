import {
  coreServices,
  createBackendModule,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { stringifyError } from '@backstage/errors';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  sagemakerAwsServiceRef,
  sagemakerCatalogExtensionPoint,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { standardMapper } from './mapping/standardMapper';
import { MlopsEntitiesProcessor } from './processor/MlopsEntitiesProcessor';
import { SageMakerEntityProvider } from './SageMakerEntityProvider';
import { readSettings } from './settings';
import { openDatabase } from './store/openDatabase';

/** A malformed value must not keep the catalog from starting. */
function tryReadSettings(config: RootConfigService, logger: LoggerService) {
  try {
    return readSettings(config);
  } catch (error) {
    logger.error(
      `Nothing of SageMaker is ingested until the configuration is corrected: ${stringifyError(
        error,
      )}`,
    );
    return undefined;
  }
}

/** SageMaker use cases, models, pipelines, endpoints and account sets in the catalog. */
export const catalogModuleSagemaker = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'sagemaker',
  register(env) {
    let mapper = standardMapper;
    env.registerExtensionPoint(sagemakerCatalogExtensionPoint, {
      setEntityMapper(create) {
        mapper = create(mapper);
      },
    });
    env.registerInit({
      deps: {
        aws: sagemakerAwsServiceRef,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        deps.catalog.addProcessor(new MlopsEntitiesProcessor());
        const settings = tryReadSettings(deps.config, deps.logger);
        if (!settings) {
          return;
        }
        deps.catalog.addEntityProvider(
          new SageMakerEntityProvider({
            ...deps,
            settings,
            mapper,
            knex: await openDatabase(deps.database),
            runner: deps.scheduler.createScheduledTaskRunner(settings.schedule),
          }),
        );
      },
    });
  },
});
