import { ListBucketsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import {
  GetModelPackageGroupPolicyCommand,
  ResourceType as SearchResource,
  SearchCommand,
  SearchRecord,
} from '@aws-sdk/client-sagemaker';
import { isError, NotFoundError } from '@backstage/errors';
import {
  AccountSetAccount,
  DURABLE_ROLES,
  TAG_ACCOUNT_SET,
  TAG_PIPELINE,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsClients } from '../../aws/clients';
import { collect, paginate } from '../../aws/paginate';
import { ResourceType, SageMakerResource, Target } from '../../domain';
import { CallOptions, ResourceReader } from '../../readers';
import { AccountContents, AccountSetVending } from '../../vending';

const PAGE_SIZE = 100;
const TYPES: ResourceType[] = [
  'project',
  'model-group',
  'pipeline',
  'endpoint',
];

/** Account ids that a resource policy names, other than the account's own. */
export function accountsInPolicy(policy: string, own: string): string[] {
  const ids = policy.match(/\b\d{12}\b/g) ?? [];
  return [...new Set(ids)].filter(id => id !== own).sort();
}

type Filter = { Name: string; Value: string };

export function createContentsReader(
  clients: AwsClients,
  resources: ResourceReader,
): AccountSetVending['contents'] {
  function search(
    target: Target,
    Resource: SearchResource,
    filters: Filter[],
    arnOf: (record: SearchRecord) => string | undefined,
    options?: CallOptions,
  ): Promise<SearchRecord[]> {
    return collect(
      paginate({
        what: `${Resource} records in account ${target.accountId}, ${target.region}`,
        fetch: async NextToken => {
          const answer = await clients.sagemaker(target).send(
            new SearchCommand({
              Resource,
              SearchExpression: {
                Filters: filters.map(filter => ({
                  ...filter,
                  Operator: 'Equals',
                })),
                Operator: 'Or',
              },
              SortBy: 'CreationTime',
              SortOrder: 'Ascending',
              MaxResults: PAGE_SIZE,
              NextToken,
            }),
            { abortSignal: options?.signal },
          );
          return { items: answer.Results ?? [], next: answer.NextToken };
        },
        idOf: arnOf,
      }),
    );
  }

  async function listResources(target: Target, options?: CallOptions) {
    const found: SageMakerResource[] = [];
    for (const type of TYPES) {
      for await (const page of resources.list(target, type, options)) {
        found.push(...page.resources);
      }
    }
    return found;
  }

  async function runningExecutions(target: Target, options?: CallOptions) {
    const arnOf = ({ PipelineExecution: run }: SearchRecord) =>
      run?.PipelineExecutionArn;
    const records = await search(
      target,
      'PipelineExecution',
      ['Executing', 'Stopping'].map(Value => ({
        Name: 'PipelineExecutionStatus',
        Value,
      })),
      arnOf,
      options,
    );
    return records.flatMap(record => arnOf(record) ?? []);
  }

  /** Versions that wait, of the given groups. */
  async function pendingVersions(
    target: Target,
    groups: SageMakerResource[],
    options?: CallOptions,
  ) {
    if (!groups.length) {
      return [];
    }
    const names = new Set(groups.map(({ name }) => name));
    const records = await search(
      target,
      'ModelPackage',
      [{ Name: 'ModelApprovalStatus', Value: 'PendingManualApproval' }],
      ({ ModelPackage: version }) => version?.ModelPackageArn,
      options,
    );
    return records.flatMap(({ ModelPackage: version }) =>
      version?.ModelPackageArn && names.has(version.ModelPackageGroupName ?? '')
        ? [version.ModelPackageArn]
        : [],
    );
  }

  async function sharedGroups(
    target: Target,
    groups: SageMakerResource[],
    options?: CallOptions,
  ) {
    const shared: AccountContents['sharedGroups'] = [];
    for (const { arn } of groups) {
      try {
        const { ResourcePolicy = '' } = await clients.sagemaker(target).send(
          new GetModelPackageGroupPolicyCommand({
            ModelPackageGroupName: arn,
          }),
          { abortSignal: options?.signal },
        );
        const accounts = accountsInPolicy(ResourcePolicy, target.accountId);
        if (accounts.length) {
          shared.push({ arn, accounts });
        }
      } catch (error) {
        // A group that is not shared has no policy.
        if (!(error instanceof NotFoundError)) {
          throw error;
        }
      }
    }
    return shared;
  }

  /** A bucket that cannot be looked into may hold something. */
  async function mayHoldObjects(
    target: Target,
    bucket: string,
    options?: CallOptions,
  ): Promise<boolean> {
    try {
      const { KeyCount = 0 } = await clients
        .s3(target)
        .send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }), {
          abortSignal: options?.signal,
        });
      return KeyCount > 0;
    } catch (error) {
      options?.signal?.throwIfAborted();
      return !(error instanceof NotFoundError);
    }
  }

  async function filledBuckets(target: Target, options?: CallOptions) {
    const { Buckets = [] } = await clients
      .s3(target)
      .send(new ListBucketsCommand({}), { abortSignal: options?.signal });
    const filled: string[] = [];
    for (const { Name } of Buckets) {
      if (Name && (await mayHoldObjects(target, Name, options))) {
        filled.push(Name);
      }
    }
    return filled;
  }

  const groupsOf = (found: SageMakerResource[]) =>
    found.filter(({ type }) => type === 'model-group');

  async function ephemeral(
    target: Target,
    isFirstRegion: boolean,
    options?: CallOptions,
  ) {
    const found = await listResources(target, options);
    const groups = groupsOf(found);
    return {
      resources: found,
      runningExecutions: await runningExecutions(target, options),
      pendingVersions: await pendingVersions(target, groups, options),
      sharedGroups: await sharedGroups(target, groups, options),
      buckets: isFirstRegion ? await filledBuckets(target, options) : [],
    };
  }

  /** Of a tooling account only what belongs to the set: others may share the account. */
  async function registry(
    target: Target,
    set: { name: string; accounts: AccountSetAccount[] },
    options?: CallOptions,
  ) {
    const own = (resource: SageMakerResource) => {
      const setName = resource.tags[TAG_ACCOUNT_SET];
      const pipeline = resource.tags[TAG_PIPELINE] ?? '';
      return setName
        ? setName === set.name
        : set.accounts
            .filter(({ role }) => !DURABLE_ROLES.includes(role))
            .some(({ accountId }) => pipeline.includes(`:${accountId}:`));
    };
    const found = (await listResources(target, options)).filter(own);
    return {
      resources: found,
      runningExecutions: [],
      pendingVersions: await pendingVersions(target, groupsOf(found), options),
      sharedGroups: [],
      buckets: [],
    };
  }

  return async (set, options) => {
    const contents: AccountContents[] = [];
    for (const { role, accountId } of set.accounts) {
      if (DURABLE_ROLES.includes(role) && role !== 'tooling') {
        continue;
      }
      for (const [index, region] of set.regions.entries()) {
        const target = { accountId, region };
        try {
          contents.push({
            role,
            ...target,
            ...(role === 'tooling'
              ? await registry(target, set, options)
              : await ephemeral(target, index === 0, options)),
          });
        } catch (error) {
          options?.signal?.throwIfAborted();
          contents.push({
            role,
            ...target,
            resources: [],
            runningExecutions: [],
            pendingVersions: [],
            sharedGroups: [],
            buckets: [],
            unreadable: isError(error) ? error.message : String(error),
          });
        }
      }
    }
    return contents;
  };
}
