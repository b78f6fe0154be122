import {
  Filter,
  ModelApprovalStatus,
  ModelPackage,
  SageMakerClient,
  SearchCommand,
} from '@aws-sdk/client-sagemaker';
import { ModelVersion } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { collect, paginate } from '../aws/paginate';
import { Target } from '../domain';
import { CallOptions, Skipped } from '../readers';
import { mapEach } from './mapEach';
import { mapVersion } from './versionMapping';

const PAGE_SIZE = 100;

/** Where to look: in a target, or in one group of it by its exact name. */
interface Place {
  target: Target;
  groupName?: string;
}

/** See `ModelVersionReader.undecided`. */
export async function findUndecided(
  client: SageMakerClient,
  place: Place,
  options: CallOptions,
): Promise<{ items: ModelVersion[]; skipped: Skipped[] }> {
  const waiting = await withStatus(
    client,
    place,
    'PendingManualApproval',
    [],
    options,
  );
  const [oldest] = waiting.items.map(({ createdAt }) => createdAt).sort();
  if (oldest === undefined) {
    return waiting;
  }
  const approved = await withStatus(
    client,
    place,
    'Approved',
    [
      {
        Name: 'CreationTime',
        Operator: 'GreaterThanOrEqualTo',
        // Search compares in whole seconds.
        Value: oldest.replace(/\.\d+Z$/, 'Z'),
      },
    ],
    options,
  );
  return {
    items: [...waiting.items, ...approved.items],
    skipped: [...waiting.skipped, ...approved.skipped],
  };
}

async function withStatus(
  client: SageMakerClient,
  { target, groupName }: Place,
  status: ModelApprovalStatus,
  more: Filter[],
  { signal }: CallOptions,
) {
  const Filters: Filter[] = [
    { Name: 'ModelApprovalStatus', Operator: 'Equals', Value: status },
    ...(groupName
      ? [
          {
            Name: 'ModelPackageGroupName',
            Operator: 'Equals',
            Value: groupName,
          } as const,
        ]
      : []),
    ...more,
  ];
  const records = await collect(
    paginate<ModelPackage>({
      what: `versions that are ${status} in account ${target.accountId}, ${target.region}`,
      fetch: async NextToken => {
        const answer = await client.send(
          new SearchCommand({
            Resource: 'ModelPackage',
            SearchExpression: { Filters },
            SortBy: 'CreationTime',
            SortOrder: 'Ascending',
            MaxResults: PAGE_SIZE,
            NextToken,
          }),
          { abortSignal: signal },
        );
        return {
          items: (answer.Results ?? []).flatMap(
            ({ ModelPackage: record }) => record ?? [],
          ),
          next: answer.NextToken,
        };
      },
      idOf: record => record.ModelPackageArn,
    }),
  );
  return mapEach(records, mapVersion, record => record.ModelPackageArn);
}
