import {
  coreServices,
  createServiceFactory,
  RootConfigService,
  ServiceRef,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { toError } from '@backstage/errors';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { AwsClients, createAwsClients } from './aws/clients';
import { AwsMetrics } from './aws/metrics';
import { readSageMakerConfig } from './config';
import { catalogAccountSets, OwnCatalog } from './read/accountSets/catalog';
import { configuredAccountSets } from './read/accountSets/configuration';
import { createProvisionedProductReader } from './read/accountSets/provisionedProduct';
import { createAccountSetReader } from './read/accountSets/reader';
import { tableAccountSets } from './read/accountSets/table';
import { createDefinitionReader } from './read/definitions';
import { createDeployedModelReader } from './read/deployedModels';
import { createDeploymentPipelineReader } from './read/deployments';
import { createJobReader } from './read/jobs';
import { createPrerequisiteReader } from './read/prerequisites';
import { createProjectTemplateReader } from './read/projectTemplates';
import { createResourceReader } from './read/resources';
import { createRunReader } from './read/runs';
import { createTargetDirectory } from './read/targets';
import { createModelVersionReader } from './read/versions';
import type { SageMakerAws } from './services';
import { createAccountSetVending } from './write/accountSets';
import { createModelGroupWriter } from './write/modelGroups';
import { createObjectWriter } from './write/objects';
import { createPipelineWriter } from './write/pipelines';
import { createProjectWriter } from './write/projects';
import { createRepositoryWriter } from './write/repositories';

/** Clients with the credentials of Backstage's own root key `aws`. */
export function createConfiguredClients(
  config: RootConfigService,
  metrics: AwsMetrics,
): AwsClients {
  return createAwsClients({
    credentialsManager: DefaultAwsCredentialsManager.fromConfig(config),
    metrics,
  });
}

/**
 * Everything with which one plugin reaches AWS. What plugins must share is in
 * the clients.
 */
export function createSageMakerAws(options: {
  config: RootConfigService;
  clients: AwsClients;
  ownCatalog: OwnCatalog;
}): SageMakerAws {
  const { config, clients, ownCatalog } = options;
  // Read at each use: a malformed value fails what needs it, not the start.
  const readConfig = () => readSageMakerConfig(config);
  const accountSets = createAccountSetReader(
    [
      tableAccountSets(clients, readConfig),
      configuredAccountSets(readConfig),
      catalogAccountSets(ownCatalog, readConfig),
    ],
    createProvisionedProductReader(clients, readConfig),
  );
  const resources = createResourceReader(clients);
  return {
    clients,
    resources,
    runs: createRunReader(clients),
    definitions: createDefinitionReader(clients),
    jobs: createJobReader(clients),
    versions: createModelVersionReader(clients),
    deployments: createDeploymentPipelineReader(clients),
    deployedModels: createDeployedModelReader(clients),
    projectTemplates: createProjectTemplateReader(clients, readConfig),
    prerequisites: createPrerequisiteReader(clients),
    accountSets,
    targets: createTargetDirectory(accountSets, readConfig),
    projects: createProjectWriter(clients),
    modelGroups: createModelGroupWriter(clients),
    repositories: createRepositoryWriter(clients),
    pipelines: createPipelineWriter(clients),
    objects: createObjectWriter(clients),
    vending: createAccountSetVending(clients, resources, readConfig),
  };
}

/**
 * The default factory of the service: the clients are made once, and the rest
 * for each plugin, which reads the catalog as itself.
 */
export function createFactory(service: ServiceRef<SageMakerAws, 'plugin'>) {
  return createServiceFactory({
    service,
    deps: {
      config: coreServices.rootConfig,
      logger: coreServices.rootLogger,
      pluginMetrics: metricsServiceRef,
      auth: coreServices.auth,
      catalog: catalogServiceRef,
    },
    createRootContext({ config, logger }) {
      try {
        readSageMakerConfig(config);
      } catch (error) {
        logger.error(
          'The configuration under sagemaker is malformed: what needs it will fail until it is corrected',
          toError(error),
        );
      }
      const metrics = new AwsMetrics();
      return { metrics, clients: createConfiguredClients(config, metrics) };
    },
    factory({ config, pluginMetrics, auth, catalog }, { metrics, clients }) {
      metrics.use(pluginMetrics);
      return createSageMakerAws({
        config,
        clients,
        ownCatalog: { catalog, auth },
      });
    },
  });
}
