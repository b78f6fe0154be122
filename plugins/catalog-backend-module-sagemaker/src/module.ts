import {
  coreServices,
  createBackendModule,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { stringifyError } from '@backstage/errors';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { durationToMilliseconds } from '@backstage/types';
import { sagemakerIngestionPermissions } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  EntityTypes,
  sagemakerAwsServiceRef,
  sagemakerCatalogExtensionPoint,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { UnknownOwners } from './ingestion/UnknownOwners';
import { standardMapper } from './mapping/standardMapper';
import { withTypes } from './mapping/withTypes';
import { MlopsEntitiesProcessor } from './processor/MlopsEntitiesProcessor';
import { SageMakerEntityProvider, SWEEP_TASK } from './SageMakerEntityProvider';
import { readSettings } from './settings';
import { createRouter } from './status/router';
import { triggerTask } from './status/triggerTask';
import { KnownEntities } from './store/KnownEntities';
import { LastKnown } from './store/LastKnown';
import { Listings } from './store/Listings';
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
    let types: EntityTypes = {};
    env.registerExtensionPoint(sagemakerCatalogExtensionPoint, {
      setEntityMapper(create) {
        mapper = create(mapper);
      },
      setEntityTypes(own) {
        types = { ...types, ...own };
      },
    });
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        aws: sagemakerAwsServiceRef,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { logger, processing, scheduler } = deps;
        processing.addProcessor(new MlopsEntitiesProcessor());
        const settings = tryReadSettings(deps.config, logger);
        if (!settings) {
          return;
        }
        const knex = await openDatabase(deps.database);
        const known = new KnownEntities(knex);
        const lastKnown = new LastKnown(knex);
        const listings = new Listings(knex);
        const unknownOwners = new UnknownOwners({ ...deps, known, lastKnown });
        processing.addEntityProvider(
          new SageMakerEntityProvider({
            ...deps,
            settings,
            mapper: withTypes(mapper, types),
            known,
            lastKnown,
            listings,
            unknownOwners,
          }),
        );
        deps.permissionsRegistry.addPermissions(sagemakerIngestionPermissions);
        deps.httpRouter.use(
          createRouter({
            ...deps,
            listings,
            unknownOwners,
            timeoutMs: durationToMilliseconds(settings.timeout),
            triggerSweep: () => triggerTask(scheduler, SWEEP_TASK),
          }),
        );
      },
    });
  },
});
