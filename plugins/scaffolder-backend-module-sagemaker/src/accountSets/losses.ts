import { AccountContents } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** What may be lost with an account set; each kind is accepted by its name. */
export const LOSSES = [
  'running-execution',
  'endpoint',
  'pending-approval',
  'shared-group',
  'bucket',
  'unreadable-account',
] as const;
export type LossKind = (typeof LOSSES)[number];

export interface Loss {
  kind: LossKind;
  accountId: string;
  region: string;
  /** One sentence for the person who retires the set. */
  text: string;
}

/** Endpoints that answer, or are about to. */
const NOT_SERVING = ['Failed', 'OutOfService', 'Deleting'];

function ofAccount(contents: AccountContents): [LossKind, string][] {
  const { resources, unreadable } = contents;
  return [
    ...contents.runningExecutions.map((arn): [LossKind, string] => [
      'running-execution',
      `the pipeline execution ${arn} is running and would be broken off`,
    ]),
    ...resources
      .filter(
        resource =>
          resource.type === 'endpoint' &&
          !NOT_SERVING.includes(resource.status),
      )
      .map((endpoint): [LossKind, string] => [
        'endpoint',
        `the endpoint '${endpoint.name}' is ${endpoint.status} and would stop answering`,
      ]),
    ...contents.pendingVersions.map((arn): [LossKind, string] => [
      'pending-approval',
      `the model version ${arn} waits for a decision and could not be deployed any more`,
    ]),
    ...contents.sharedGroups.map(({ arn, accounts }): [LossKind, string] => [
      'shared-group',
      `the model group ${arn} is shared with ${accounts.join(
        ', ',
      )}, which would lose it`,
    ]),
    ...contents.buckets.map((bucket): [LossKind, string] => [
      'bucket',
      `the bucket '${bucket}' holds objects, or cannot be looked into`,
    ]),
    ...(unreadable
      ? [
          [
            'unreadable-account',
            `nobody knows what is in it, for it cannot be read: ${unreadable}`,
          ] as [LossKind, string],
        ]
      : []),
  ];
}

/** Everything that would be lost, account by account. */
export function lossesOf(contents: AccountContents[]): Loss[] {
  return contents.flatMap(account =>
    ofAccount(account).map(([kind, text]) => ({
      kind,
      accountId: account.accountId,
      region: account.region,
      text: `account ${account.accountId} (${account.role}), ${account.region}: ${text}`,
    })),
  );
}

/** A Markdown list, by kind. */
export function printLosses(losses: Loss[]): string {
  return losses.length
    ? losses.map(({ kind, text }) => `- \`${kind}\`: ${text}`).join('\n')
    : 'Nothing would be lost.';
}
