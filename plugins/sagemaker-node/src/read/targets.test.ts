import { AccountSet } from '../domain';
import { toTargets } from './targets';

function set(name: string, change: Partial<AccountSet> = {}): AccountSet {
  return {
    name,
    origin: 'table',
    state: 'active',
    regions: ['eu-west-1'],
    accounts: [
      { role: 'dev', accountId: '210000000002' },
      { role: 'tooling', accountId: '100000000002' },
      { role: 'dataLake', accountId: '100000000003' },
    ],
    ...change,
  };
}

const DEV = {
  accountId: '210000000002',
  region: 'eu-west-1',
  role: 'dev',
  accountSet: 'risk',
};
const TOOLING = {
  accountId: '100000000002',
  region: 'eu-west-1',
  role: 'tooling',
  accountSet: undefined,
};

describe('toTargets', () => {
  it.each<[string, Parameters<typeof toTargets>, object[]]>([
    [
      'reads ephemeral and tooling accounts, not the data lake',
      [[set('risk')], []],
      [DEV, TOOLING],
    ],
    [
      'reads a durable account once a region for all its sets',
      [
        [
          set('risk'),
          set('churn', {
            regions: ['us-east-1', 'eu-west-1'],
            accounts: [{ role: 'tooling', accountId: '100000000002' }],
          }),
        ],
        [],
      ],
      [DEV, TOOLING, { ...TOOLING, region: 'us-east-1' }],
    ],
    [
      'leaves out a decommissioned set only',
      [
        [
          set('risk', { state: 'decommissioning' }),
          set('pilot', {
            state: 'decommissioned',
            accounts: [{ role: 'dev', accountId: '240000000002' }],
          }),
        ],
        [],
      ],
      [DEV, TOOLING],
    ],
    [
      'adds configured accounts and knows an account better from its set',
      [
        [set('risk')],
        [
          { accountId: '210000000002', regions: ['eu-west-1', 'us-east-1'] },
          {
            accountId: '300000000001',
            regions: ['eu-west-1'],
            role: 'governance',
          },
        ],
      ],
      [
        DEV,
        TOOLING,
        {
          accountId: '210000000002',
          region: 'us-east-1',
          role: undefined,
          accountSet: undefined,
        },
      ],
    ],
    ['is empty for nothing', [[], []], []],
  ])('%s', (_, args, expected) => {
    expect(toTargets(...args)).toEqual(expected);
  });
});
