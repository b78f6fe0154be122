import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { CodeStarConnectionsClient } from '@aws-sdk/client-codestar-connections';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import {
  AwsCredentialProvider,
  AwsCredentialsManager,
} from '@backstage/integration-aws-node';
import { MiddlewareStack } from '@smithy/types';
import { Target } from '../domain';
import { AccountCredentials } from './credentials';
import { AwsService } from './iamActions';
import { AwsMetrics } from './metrics';
import { instrument } from './middleware';
import { LimitedRequestHandler } from './requestHandler';

const MAX_ATTEMPTS = 4;

/**
 * Clients of the AWS SDK, one per account, region and service for the whole
 * process. Hand them the signal: `client.send(command, { abortSignal })`. They
 * throw Backstage errors, see `AwsError`.
 */
export interface AwsClients {
  sagemaker(target: Target): SageMakerClient;
  serviceCatalog(target: Target): ServiceCatalogClient;
  dynamodb(target: Target): DynamoDBClient;
  s3(target: Target): S3Client;
  codepipeline(target: Target): CodePipelineClient;
  codecommit(target: Target): CodeCommitClient;
  cloudformation(target: Target): CloudFormationClient;
  iam(target: Target): IAMClient;
  /** Connections to git hosts. */
  connections(target: Target): CodeStarConnectionsClient;
  /** CloudWatch Logs. */
  logs(target: Target): CloudWatchLogsClient;
}

interface ClientConfig {
  region: string;
  credentials: AwsCredentialProvider['sdkCredentialProvider'];
  retryMode: 'adaptive';
  maxAttempts: number;
  requestHandler: LimitedRequestHandler;
  customUserAgent: string;
}

interface InstrumentedClient<Input extends object, Output extends object> {
  middlewareStack: MiddlewareStack<Input, Output>;
}

export function createAwsClients(options: {
  credentialsManager: AwsCredentialsManager;
  metrics: AwsMetrics;
}): AwsClients {
  const { metrics } = options;
  const credentials = new AccountCredentials(
    options.credentialsManager,
    metrics,
  );

  function cached<
    Input extends object,
    Output extends object,
    Client extends InstrumentedClient<Input, Output>,
  >(
    service: AwsService,
    construct: (
      config: ClientConfig,
    ) => Client & InstrumentedClient<Input, Output>,
  ): (target: Target) => Client {
    const clients = new Map<string, Client>();
    return target => {
      const { accountId, region } = target;
      const key = `${accountId}/${region}`;
      const existing = clients.get(key);
      if (existing) {
        return existing;
      }
      const client = construct({
        region,
        credentials: credentials.provider(accountId),
        retryMode: 'adaptive',
        maxAttempts: MAX_ATTEMPTS,
        requestHandler: new LimitedRequestHandler(),
        customUserAgent: 'backstage-sagemaker',
      });
      instrument(client.middlewareStack, {
        service,
        target: { accountId, region },
        metrics,
        // The client keeps the refused credentials to itself, so it goes too.
        onExpiredCredentials: () => {
          credentials.forget(accountId);
          clients.delete(key);
        },
      });
      clients.set(key, client);
      return client;
    };
  }

  return {
    sagemaker: cached('sagemaker', config => new SageMakerClient(config)),
    serviceCatalog: cached(
      'serviceCatalog',
      config => new ServiceCatalogClient(config),
    ),
    dynamodb: cached('dynamodb', config => new DynamoDBClient(config)),
    s3: cached(
      's3',
      config => new S3Client({ ...config, followRegionRedirects: true }),
    ),
    codepipeline: cached(
      'codepipeline',
      config => new CodePipelineClient(config),
    ),
    codecommit: cached('codecommit', config => new CodeCommitClient(config)),
    cloudformation: cached(
      'cloudformation',
      config => new CloudFormationClient(config),
    ),
    iam: cached('iam', config => new IAMClient(config)),
    connections: cached(
      'connections',
      config => new CodeStarConnectionsClient(config),
    ),
    logs: cached('logs', config => new CloudWatchLogsClient(config)),
  };
}
