import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  AccountRole,
  parseArn,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  AccountSet,
  ResourcePage,
  ResourceType,
  SageMakerAws,
  SageMakerResource,
  sagemakerAwsServiceRef,
  Target,
  UnreadableRow,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';

export const TOOLING = '100000000002';
export const DEV = '210000000002';
export const REGION = 'eu-west-1';
/** The listing of the model groups in the tooling account. */
export const GROUPS = `${TOOLING}/${REGION}/model-group`;

/** Thrown by a listing after so many pages, or the whole listing answered differently. */
export type Fault =
  | { failOnPage: number; error?: Error }
  | { empty: true }
  | { repeat: true }
  | { skip: { id: string; reason: string }[] };

const COLLECTIONS: Record<ResourceType, string> = {
  project: 'project',
  'model-group': 'model-package-group',
  pipeline: 'pipeline',
  endpoint: 'endpoint',
};

/** What AWS holds, for a ResourceReader that can be told to fail. */
export class World {
  readonly resources = new Map<string, SageMakerResource>();
  /** By account, region and type, such as `100000000002/eu-west-1/model-group`. */
  readonly faults = new Map<string, Fault>();
  /** How often each ARN was described. */
  readonly described: string[] = [];
  readonly listed: string[] = [];
  accountSets: AccountSet[] = [accountSet('credit-risk')];
  unreadable: UnreadableRow[] = [];
  accountSetsError?: Error;
  /** Groups of other accounts, by the account that they are shared with. */
  readonly shared = new Map<string, SageMakerResource[]>();
  describeError?: Error;
  /** Runs between the pages of a listing. */
  whileListing?: (listing: string) => Promise<void>;
  pageSize = 2;

  add(
    type: ResourceType,
    name: string,
    own: {
      accountId?: string;
      tags?: Record<string, string>;
      status?: string;
      description?: string;
    } = {},
  ): SageMakerResource {
    const resource = awsResource(type, name, own);
    this.resources.set(resource.arn, resource);
    return resource;
  }

  /** Factory for the service through which everything reaches AWS. */
  factory() {
    const aws: SageMakerAws = {
      resources: {
        list: (target, type) => this.list(target, type),
        listShared: target => this.listShared(target),
        get: async arn => {
          this.described.push(arn);
          if (this.describeError) {
            throw this.describeError;
          }
          return this.resources.get(arn);
        },
      },
      accountSets: {
        ...absent('accountSets'),
        list: async () => {
          if (this.accountSetsError) {
            throw this.accountSetsError;
          }
          return { sets: this.accountSets, unreadable: this.unreadable };
        },
      },
      targets: absent('targets'),
      clients: absent('clients'),
      runs: absent('runs'),
      definitions: absent('definitions'),
      jobs: absent('jobs'),
      versions: absent('versions'),
      deployments: absent('deployments'),
      deployedModels: absent('deployedModels'),
      projectTemplates: absent('projectTemplates'),
      prerequisites: absent('prerequisites'),
      projects: absent('projects'),
      modelGroups: absent('modelGroups'),
      repositories: absent('repositories'),
      pipelines: absent('pipelines'),
      objects: absent('objects'),
      vending: absent('vending'),
    };
    return createServiceFactory({
      service: sagemakerAwsServiceRef,
      deps: {},
      factory: () => aws,
    });
  }

  private async *listShared({
    accountId,
    region,
  }: Target): AsyncIterable<ResourcePage> {
    this.listed.push(`${accountId}/${region}/shared-model-group`);
    yield { resources: this.shared.get(accountId) ?? [], skipped: [] };
  }

  private async *list(
    target: Target,
    type: ResourceType,
  ): AsyncIterable<ResourcePage> {
    const id = `${target.accountId}/${target.region}/${type}`;
    this.listed.push(id);
    const fault = this.faults.get(id);
    const all =
      fault && 'empty' in fault
        ? []
        : [...this.resources.values()].filter(
            resource =>
              resource.type === type &&
              resource.accountId === target.accountId &&
              resource.region === target.region,
          );
    const skip = fault && 'skip' in fault ? fault.skip : [];
    const hidden = new Set(skip.map(({ id: skipped }) => skipped));
    for (let page = 0; page * this.pageSize <= all.length; page++) {
      if (fault && 'failOnPage' in fault && fault.failOnPage === page) {
        throw fault.error ?? new Error(`ThrottlingException on page ${page}`);
      }
      const resources = all
        .slice(page * this.pageSize, (page + 1) * this.pageSize)
        .filter(({ arn }) => !hidden.has(arn));
      yield { resources, skipped: page === 0 ? skip : [] };
      if (fault && 'repeat' in fault) {
        yield { resources, skipped: [] };
      }
      await this.whileListing?.(id);
    }
  }
}

export function worldWithGroups(...names: string[]): World {
  const world = new World();
  names.forEach(name => world.add('model-group', name));
  return world;
}

export function awsResource(
  type: ResourceType,
  name: string,
  own: {
    accountId?: string;
    region?: string;
    tags?: Record<string, string>;
    status?: string;
    description?: string;
  } = {},
): SageMakerResource {
  const accountId = own.accountId ?? (type === 'pipeline' ? DEV : TOOLING);
  const region = own.region ?? REGION;
  const common = {
    arn: `arn:aws:sagemaker:${region}:${accountId}:${COLLECTIONS[type]}/${name}`,
    name,
    accountId,
    region,
    tags: own.tags ?? {},
    status: own.status ?? 'Completed',
    description: own.description,
  };
  return type === 'project'
    ? { ...common, type, projectId: 'p-abc123' }
    : { ...common, type };
}

export function accountSet(
  name: string,
  own: Partial<AccountSet> & { prefix?: string } = {},
): AccountSet {
  const { prefix = '21000000000', ...rest } = own;
  const roles: AccountRole[] = ['experimentation', 'dev', 'preprod', 'prod'];
  return {
    name,
    origin: 'table',
    owner: `group:default/${name}`,
    state: 'active',
    regions: [REGION],
    accounts: [
      ...roles.map((role, i) => ({ role, accountId: `${prefix}${i + 1}` })),
      { role: 'tooling', accountId: TOOLING },
      { role: 'dataLake', accountId: '100000000003' },
    ],
    ...rest,
  };
}

/** The ARN of what another one belongs to, for events. */
export function versionArn(groupArn: string, version: number): string {
  const { resource } = parseArn(groupArn);
  return groupArn.replace(
    resource,
    `${resource.replace('-group/', '/')}/${version}`,
  );
}

/** Stands for a part of AWS that ingestion has no business with. */
function absent<T extends object>(part: string): T {
  return new Proxy({} as T, {
    get: (_target, property) => {
      throw new Error(`${part}.${String(property)} is not for ingestion`);
    },
  });
}
