import { AccountContents } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { lossesOf, printLosses } from './losses';

const ACCOUNT: AccountContents = {
  role: 'prod',
  accountId: '210000000004',
  region: 'eu-west-1',
  resources: [],
  runningExecutions: [],
  pendingVersions: [],
  sharedGroups: [],
  buckets: [],
};

const endpoint = (status: string): AccountContents['resources'][number] => ({
  type: 'endpoint',
  arn: 'arn:aws:sagemaker:eu-west-1:210000000004:endpoint/e',
  name: 'e',
  accountId: ACCOUNT.accountId,
  region: ACCOUNT.region,
  tags: {},
  status,
});

describe('lossesOf', () => {
  it.each<[string, Partial<AccountContents>, string]>([
    ['running-execution', { runningExecutions: ['arn:run'] }, 'arn:run'],
    ['endpoint', { resources: [endpoint('InService')] }, "'e' is InService"],
    ['endpoint', { resources: [endpoint('Updating')] }, "'e' is Updating"],
    ['pending-approval', { pendingVersions: ['arn:7'] }, 'arn:7'],
    [
      'shared-group',
      { sharedGroups: [{ arn: 'arn:g', accounts: ['1', '2'] }] },
      'arn:g is shared with 1, 2',
    ],
    ['bucket', { buckets: ['data'] }, "'data' holds objects"],
    ['unreadable-account', { unreadable: 'denied' }, 'denied'],
  ])('finds %s', (kind, contents, text) => {
    const losses = lossesOf([{ ...ACCOUNT, ...contents }]);
    expect(losses).toEqual([
      {
        kind,
        accountId: '210000000004',
        region: 'eu-west-1',
        text: expect.stringContaining(text),
      },
    ]);
    expect(printLosses(losses)).toMatch(
      new RegExp(`^- \`${kind}\`: account 210000000004 \\(prod\\), eu-west-1:`),
    );
  });

  it.each(['Failed', 'OutOfService', 'Deleting'])(
    'does not miss an endpoint that is %s',
    status => {
      expect(lossesOf([{ ...ACCOUNT, resources: [endpoint(status)] }])).toEqual(
        [],
      );
    },
  );

  it('says that nothing would be lost', () => {
    expect(printLosses(lossesOf([ACCOUNT]))).toBe('Nothing would be lost.');
  });
});
