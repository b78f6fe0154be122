import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { AwsMetrics } from '../aws/metrics';
import { createConfiguredClients, createSageMakerAws } from '../factory';
import { OwnCatalog } from '../read/accountSets/catalog';
import { SageMakerAws } from '../services';

/** Identity of the portal: the governance account of the demo world. */
const PORTAL_ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'AKIA100000000001LOCAL',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'eu-west-1',
};

export const GOVERNANCE = { accountId: '100000000001', region: 'eu-west-1' };
export const TOOLING = { accountId: '100000000002', region: 'eu-west-1' };

/** Points the AWS SDK of this process at an endpoint; answers how to undo it. */
export function useEndpoint(url: string): () => void {
  const before = { ...process.env };
  Object.assign(process.env, PORTAL_ENVIRONMENT, { AWS_ENDPOINT_URL: url });
  return () => {
    process.env = before;
  };
}

/** For a portal that reads no account sets of the catalog. */
const NO_CATALOG: OwnCatalog = {
  catalog: {
    streamEntities() {
      throw new Error('The catalog was read');
    },
  },
  auth: {
    getOwnServiceCredentials: () =>
      Promise.reject(new Error('Credentials for the catalog were asked for')),
  },
};

/** The whole AWS access as a portal configures it, with `sagemaker` as given. */
export function portalAws(
  sagemaker: JsonObject = {
    governance: { ...GOVERNANCE, tableName: 'mlops-account-sets' },
    projectTemplates: {
      bucket: 'mlops-project-templates',
      prefix: 'templates/',
    },
  },
  metrics = new AwsMetrics(),
  ownCatalog = NO_CATALOG,
): SageMakerAws {
  const config = new ConfigReader({
    aws: {
      accountDefaults: { roleName: 'mlops-portal', externalId: 'mlops' },
    },
    sagemaker,
  });
  return createSageMakerAws({
    config,
    clients: createConfiguredClients(config, metrics),
    ownCatalog,
  });
}
