import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ANNOTATION_ACCOUNT_SET,
  TAG_PROJECT_NAME,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { readDeployment } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { repositoryContentsUrl } from '../consoleUrls';
import { depsWith } from './actionTask';
import { accountSetEntity, REGION, TOOLING } from './entities';
import { FakeAws } from './fakeAws';

export const REPOSITORY = 'churn-deploy';
export const PATH = 'inference_config/prod/inference_config.json';
export const CONFIG = `{
  "Parameters": {
    "EndpointName": "churn",
    "InstanceCount": "2"
  }
}
`;
const TEMPLATE = `
Parameters:
  EndpointName: { Type: String }
  InstanceCount: { Type: Number, MinValue: 1 }
`;
const ROOTS = {
  codecommit: repositoryContentsUrl(
    { accountId: TOOLING, region: REGION },
    REPOSITORY,
    'main',
  ),
  github: 'https://github.com/acme/churn-deploy/tree/main/',
  gitlab: 'https://gitlab.com/acme/risk/churn-deploy/-/blob/main/',
  other: 'https://bitbucket.org/acme/churn-deploy/src/main/',
};

/** A deployment repository, in CodeCommit and at other hosts, with an entity for each. */
export async function deploymentWorld() {
  const aws = new FakeAws();
  aws.repositoriesByName.set(REPOSITORY, {
    target: { accountId: TOOLING, region: REGION },
    tags: { [TAG_PROJECT_NAME]: 'churn' },
    defaultBranch: 'main',
    branches: new Map([['main', 'commit-main']]),
    files: new Map([
      [PATH, { path: PATH, content: Buffer.from(CONFIG), executable: false }],
    ]),
    messages: [],
  });
  const integrations = ScmIntegrations.fromConfig(
    mockServices.rootConfig({
      data: {
        integrations: {
          awsCodeCommit: [{ region: REGION }],
          bitbucketCloud: [{ username: 'a', token: 'b' }],
        },
      },
    }),
  );
  const texts = new Map<string, string>();
  for (const root of Object.values(ROOTS)) {
    texts.set(`${root}${PATH}`, CONFIG);
  }
  const urlReader = mockServices.urlReader.mock({
    readUrl: async url => {
      const text = texts.get(url);
      if (text === undefined) {
        throw new NotFoundError(url);
      }
      return { buffer: async () => Buffer.from(text) };
    },
    readTree: async () => ({
      etag: 'etag',
      files: async () => [
        {
          path: 'endpoint/endpoint.yaml',
          content: async () => Buffer.from(TEMPLATE),
        },
      ],
      archive: () => Promise.reject(new Error('not read')),
      dir: () => Promise.reject(new Error('not read')),
    }),
  });
  const entity = (host: string, root: string): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name: host,
      annotations: {
        'backstage.io/managed-by-location': `url:${root}catalog-info.yaml`,
        [ANNOTATION_ACCOUNT_SET]: 'resource:default/credit-risk',
      },
    },
    spec: { type: 'ml-deployment', owner: 'group:default/credit-risk' },
  });
  const deps = {
    ...depsWith(aws).deps,
    catalog: catalogServiceMock({
      entities: [
        accountSetEntity('credit-risk'),
        ...Object.entries(ROOTS).map(([host, root]) => entity(host, root)),
      ],
    }),
    urlReader,
    integrations,
  };
  const etagOf = async (host: keyof typeof ROOTS) =>
    (await readDeployment(deps, ROOTS[host], 'prod')).config.etag;
  const repository = aws.repositoriesByName.get(REPOSITORY)!;
  return { aws, deps, texts, etagOf, repository, roots: ROOTS };
}
