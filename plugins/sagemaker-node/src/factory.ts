import {
  coreServices,
  createServiceFactory,
  RootConfigService,
  ServiceRef,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { toError } from '@backstage/errors';
import {
  AwsCredentialsManager,
  DefaultAwsCredentialsManager,
} from '@backstage/integration-aws-node';
import { createAwsClients } from './aws/clients';
import { AwsMetrics } from './aws/metrics';
import { readSageMakerConfig } from './config';
import { createAccountSetReader } from './read/accountSets';
import { createDeployedModelReader } from './read/deployedModels';
import { createDeploymentPipelineReader } from './read/deployments';
import { createProjectTemplateReader } from './read/projectTemplates';
import { createResourceReader } from './read/resources';
import { createRunReader } from './read/runs';
import { createTargetDirectory } from './read/targets';
import { createModelVersionReader } from './read/versions';
import type { SageMakerAws } from './services';
import { createModelGroupWriter } from './write/modelGroups';
import { createProjectWriter } from './write/projects';
import { createRepositoryWriter } from './write/repositories';

/**
 * Everything that reaches AWS, sharing one set of clients.
 *
 * @param options.credentialsManager - Backstage's own, from the root key `aws`, unless given
 */
export function createSageMakerAws(options: {
  config: RootConfigService;
  credentialsManager?: AwsCredentialsManager;
  metrics?: AwsMetrics;
}): SageMakerAws {
  const { config } = options;
  const clients = createAwsClients({
    credentialsManager:
      options.credentialsManager ??
      DefaultAwsCredentialsManager.fromConfig(config),
    metrics: options.metrics ?? new AwsMetrics(),
  });
  // Read at each use: a malformed value fails what needs it, not the start.
  const readConfig = () => readSageMakerConfig(config);
  const accountSets = createAccountSetReader(clients, readConfig);
  return {
    clients,
    resources: createResourceReader(clients),
    runs: createRunReader(clients),
    versions: createModelVersionReader(clients),
    deployments: createDeploymentPipelineReader(clients),
    deployedModels: createDeployedModelReader(clients),
    projectTemplates: createProjectTemplateReader(clients, readConfig),
    accountSets,
    targets: createTargetDirectory(accountSets, readConfig),
    projects: createProjectWriter(clients),
    modelGroups: createModelGroupWriter(clients),
    repositories: createRepositoryWriter(clients),
  };
}

/** The default factory of the service: made once, handed to every plugin. */
export function createFactory(service: ServiceRef<SageMakerAws, 'plugin'>) {
  return createServiceFactory({
    service,
    deps: {
      config: coreServices.rootConfig,
      logger: coreServices.rootLogger,
      pluginMetrics: metricsServiceRef,
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
      return { metrics, aws: createSageMakerAws({ config, metrics }) };
    },
    factory({ pluginMetrics }, { metrics, aws }) {
      metrics.use(pluginMetrics);
      return aws;
    },
  });
}
