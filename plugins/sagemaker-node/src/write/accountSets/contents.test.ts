import {
  createLocalAws,
  LocalAws,
  ManualClock,
} from '@mlops-foundation/local-aws';
import { SageMakerAws } from '../../services';
import { portalAws, useEndpoint } from '../../testing/environment';
import { AccountContents } from '../../vending';
import { accountsInPolicy } from './contents';

/** The world stands still, so that what runs goes on running. */
describe('contents of account sets', () => {
  let local: LocalAws;
  let aws: SageMakerAws;
  let restore: () => void;

  beforeAll(async () => {
    local = await createLocalAws({ port: 0, clock: new ManualClock() });
  });
  beforeEach(() => {
    restore = useEndpoint(local.url);
    aws = portalAws();
    local.faults.set([]);
  });
  afterEach(() => restore());
  afterAll(() => local.close());

  async function contents(set: string): Promise<AccountContents[]> {
    return aws.vending.contents(await aws.accountSets.get(set));
  }

  it('reads the accounts that end with the set, and of the registry its part', async () => {
    const found = await contents('marketing');
    expect(found.map(({ role, accountId }) => [role, accountId])).toEqual([
      ['experimentation', '220000000001'],
      ['dev', '220000000002'],
      ['preprod', '220000000003'],
      ['prod', '220000000004'],
      ['tooling', '100000000002'],
    ]);
    const of = (role: string) => found.find(account => account.role === role)!;
    expect(of('dev').runningExecutions).toEqual([
      expect.stringMatching(
        /pipeline\/customer-lifetime-value-training\/execution\//,
      ),
    ]);
    expect(of('prod').resources.map(({ type }) => type)).toContain('endpoint');
    expect(of('tooling').pendingVersions).toEqual([
      expect.stringMatching(/model-package\/churn-prediction/),
    ]);
    const groups = of('tooling').resources.map(({ name }) => name);
    expect(groups).toContain('churn-prediction-models');
    // Of credit-risk, in the same tooling account.
    expect(groups).not.toContain('fraud-detection-models');
  });

  it('tells of an account that cannot be read, and of all the others', async () => {
    local.faults.set([{ kind: 'accessDenied', accountId: '220000000002' }]);
    const found = await contents('marketing');
    expect(
      found.map(({ role, unreadable }) => [role, unreadable !== undefined]),
    ).toEqual([
      ['experimentation', false],
      ['dev', true],
      ['preprod', false],
      ['prod', false],
      ['tooling', false],
    ]);
  });

  it('stops when it is aborted', async () => {
    const set = await aws.accountSets.get('marketing');
    await expect(
      aws.vending.contents(set, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it.each([
  ['no policy', '', []],
  [
    'other accounts',
    '{"AWS":["arn:aws:iam::210000000003:root","arn:aws:iam::210000000002:root"]}',
    ['210000000002', '210000000003'],
  ],
  ['its own account', '{"AWS":"arn:aws:iam::220000000002:root"}', []],
])('finds %s in a policy', (_, policy, accounts) => {
  expect(accountsInPolicy(policy, '220000000002')).toEqual(accounts);
});
