import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { LOSSES } from '../accountSets/losses';
import { ActionTask } from '../__testUtils__/actionTask';
import { Death, VendingWorld } from '../__testUtils__/vendingWorld';
import { decommissionAccountSetAction } from './decommissionAccountSet';
import { provisionAccountSetAction } from './provisionAccountSet';

const OWNER = 'group:default/credit-risk';

jest.setTimeout(60_000);

describe('mlops:accountSet:decommission', () => {
  let world: VendingWorld;
  let names = 0;
  let name: string;

  beforeAll(async () => {
    world = await VendingWorld.start();
  });
  afterAll(() => world.stop());

  beforeEach(() => {
    name = `old-${++names}`;
    world.local.faults.set([]);
    world.local.world.switches.failNextVending = undefined;
  });

  const action = (options?: Parameters<VendingWorld['deps']>[0]) =>
    decommissionAccountSetAction(world.deps(options));
  const row = (set = name) => world.aws.vending.row(set);

  /** A set of new accounts; answers them by role. */
  async function vend(): Promise<Record<string, string>> {
    await new ActionTask('vending').run(
      provisionAccountSetAction(world.deps()),
      {
        name,
        owner: OWNER,
        regions: ['eu-west-1'],
        parameters: { Name: name, Owner: OWNER, Region: 'eu-west-1' },
      },
    );
    world.local.calls.clear();
    const { accounts } = (await row())!;
    return Object.fromEntries(
      accounts.map(({ role, accountId }) => [role, accountId]),
    );
  }

  const input = () => ({
    accountSet: `resource:default/${name}`,
    confirm: name,
  });

  const expectUntouched = () => {
    for (const operation of [
      'PutObject',
      'UpdateItem',
      'TerminateProvisionedProduct',
    ]) {
      expect(world.count(operation)).toBe(0);
    }
  };

  async function expectRetired(taskId = 'task-1') {
    expect(world.count('TerminateProvisionedProduct')).toBe(1);
    expect(await world.products(name)).toEqual([]);
    expect(await row()).toMatchObject({
      state: 'decommissioned',
      evidence: `s3://mlops-evidence/evidence/account-sets/${name}/task-1.json`,
      taskId,
    });
    expect(
      await world.evidence(`account-sets/${name}/task-1.json`),
    ).toMatchObject({ format: 1, accountSet: { name, state: 'active' } });
  }

  it('writes down what exists, ends the product and keeps the row', async () => {
    const accounts = await vend();
    await world.fillBucket(accounts.dev, `${name}-data`);
    const task = new ActionTask('task-1');

    await task.run(action(), { ...input(), acceptLosses: ['bucket'] });

    await expectRetired();
    expect(await world.evidence(`account-sets/${name}/task-1.json`)).toEqual(
      expect.objectContaining({
        taskId: 'task-1',
        accepted: ['bucket'],
        losses: [
          expect.objectContaining({
            kind: 'bucket',
            accountId: accounts.dev,
          }),
        ],
        accounts: expect.arrayContaining(
          ['experimentation', 'dev', 'preprod', 'prod', 'tooling'].map(role =>
            expect.objectContaining({ role, accountId: accounts[role] }),
          ),
        ),
      }),
    );
    expect(task.output).toMatchObject({
      entityRef: `resource:default/${name}`,
      losses: expect.stringContaining(`'${name}-data' holds objects`),
      evidenceUrl: `https://eu-west-1.console.aws.amazon.com/s3/object/mlops-evidence?region=eu-west-1&prefix=evidence%2Faccount-sets%2F${name}%2Ftask-1.json`,
    });
  });

  describe('for a set that is at work', () => {
    const dev = '220000000002';

    beforeAll(async () => {
      const call = (operation: string, request: object) =>
        world.call(dev, `SageMaker.${operation}`, request);
      const { ModelPackageGroupArn } = await call('CreateModelPackageGroup', {
        ModelPackageGroupName: 'shared',
      });
      await call('PutModelPackageGroupPolicy', {
        ModelPackageGroupName: 'shared',
        ResourcePolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'Share',
              Effect: 'Allow',
              Principal: { AWS: 'arn:aws:iam::210000000002:root' },
              Action: ['sagemaker:DescribeModelPackageGroup'],
              Resource: [ModelPackageGroupArn],
            },
          ],
        }),
      });
      await world.fillBucket(dev, 'marketing-data');
    });

    it.each([
      ['a preflight', { preflightOnly: true }, false],
      ['a dry run', { confirm: 'marketing' }, true],
    ])('lists what would be lost in %s', async (_, more, isDryRun) => {
      world.local.calls.clear();
      world.local.faults.set([
        { kind: 'accessDenied', accountId: '220000000001' },
      ]);
      const task = new ActionTask('task-1', { isDryRun });

      await task.run(action(), { accountSet: 'marketing', ...more });

      const { losses } = task.output;
      expect(losses).toMatch(/`endpoint`: account 22\d+ \(prod\)/);
      expect(losses).toMatch(
        /`pending-approval`: account 100000000002 \(tooling\)/,
      );
      expect(losses).toMatch(
        /`shared-group`.*model-package-group\/shared is shared with 210000000002/,
      );
      expect(losses).toMatch(/`bucket`.*'marketing-data'/);
      expect(losses).toMatch(
        /`unreadable-account`: account 220000000001 \(experimentation\)/,
      );
      expectUntouched();
      expect(await row('marketing')).toMatchObject({ state: 'active' });
    });
  });

  it('retires a set that other tools have vended, in another region', async () => {
    await new ActionTask('task-1').run(action(), {
      accountSet: 'forecasting',
      confirm: 'forecasting',
      acceptLosses: [...LOSSES],
    });

    expect(await world.products('forecasting')).toEqual([]);
    expect(await row('forecasting')).toMatchObject({
      state: 'decommissioned',
      owner: 'group:default/forecasting',
    });
    const { losses } = await world.evidence(
      'account-sets/forecasting/task-1.json',
    );
    expect(losses).toContainEqual(
      expect.objectContaining({ kind: 'endpoint', region: 'us-east-1' }),
    );
  });

  it('retires what a vending that failed has left behind', async () => {
    world.local.world.switches.failNextVending = 'The quota is reached';
    await expect(vend()).rejects.toThrow('quota');

    await new ActionTask('task-1').run(action(), input());

    expect(await world.products(name)).toEqual([]);
    expect(await row()).toMatchObject({ state: 'decommissioned' });
  });

  it('stops at what nobody has accepted', async () => {
    const accounts = await vend();
    await world.fillBucket(accounts.prod, `${name}-data`);
    world.local.calls.clear();
    world.local.faults.set([
      { kind: 'accessDenied', accountId: accounts.experimentation },
    ]);

    const failing = new ActionTask('task-1').run(action(), {
      ...input(),
      acceptLosses: ['unreadable-account'],
    });
    await expect(failing).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /has not been touched[^]*-data' holds objects[^]*accept the loss of bucket$/,
      ),
    });
    await expect(failing).rejects.not.toThrow(accounts.experimentation);
    expectUntouched();
  });

  it.each([
    [
      'a name that is not typed again',
      { accountSet: 'credit-risk', confirm: 'credit' },
      /type its name once more: 'credit' is another/,
    ],
    [
      'no such set',
      { accountSet: 'nowhere' },
      /no row in the governance table/,
    ],
    [
      'a set of the past',
      { accountSet: 'churn-pilot', confirm: 'churn-pilot' },
      /has been retired already/,
    ],
  ])('refuses %s', async (_, wrong, message) => {
    world.local.calls.clear();
    await expect(new ActionTask('task-1').run(action(), wrong)).rejects.toThrow(
      message,
    );
    expectUntouched();
  });

  it('refuses a set that is being vended', async () => {
    await world.aws.vending.saveRow(
      {
        name,
        owner: OWNER,
        state: 'provisioning',
        regions: ['eu-west-1'],
        accounts: [],
        taskId: 'vending',
      },
      undefined,
    );
    await expect(
      new ActionTask('task-1').run(action(), input()),
    ).rejects.toThrow('being vended by the task vending');
  });

  it('is refused to people without the permission', async () => {
    world.local.calls.clear();
    await expect(
      new ActionTask('task-1').run(
        action({ decision: AuthorizeResult.DENY }),
        input(),
      ),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(world.local.calls.list()).toEqual([]);
  });

  it.each<[Death]>([
    [{ method: 'writeEvidence', when: 'before' }],
    [{ method: 'writeEvidence' }],
    [{ method: 'saveRow', nth: 1, when: 'before' }],
    [{ method: 'saveRow', nth: 1 }],
    [{ method: 'terminate', when: 'before' }],
    [{ method: 'terminate' }],
    [{ method: 'record', nth: 1 }],
    [{ method: 'saveRow', nth: 2, when: 'before' }],
    [{ method: 'saveRow', nth: 2 }],
  ])('retires once when it is killed at %j', async death => {
    await vend();
    const task = new ActionTask('task-1');
    await expect(task.run(action({ death }), input())).rejects.toThrow('died');

    await task.run(action(), input());

    await expectRetired();
  });

  it.each([
    ['a retry', 'task-1'],
    ['another task', 'task-2'],
  ])('goes on after an end that failed, in %s', async (_, taskId) => {
    await vend();
    world.local.world.switches.failNextVending = 'A bucket is not empty';
    const first = new ActionTask('task-1');
    await expect(first.run(action(), input())).rejects.toThrow(
      /could not end the product.*A bucket is not empty/,
    );
    expect(await row()).toMatchObject({ state: 'decommissioning' });
    world.local.calls.clear();

    const next = taskId === first.id ? first : new ActionTask(taskId);
    await next.run(action(), input());

    await expectRetired(taskId);
  });

  it('waits for an end that somebody else has begun', async () => {
    await vend();
    const { provisionedProductId = '' } = (await row())!;
    await world.aws.vending.terminate(provisionedProductId, 'by-hand');

    await new ActionTask('task-1').run(action(), input());

    expect(world.count('TerminateProvisionedProduct')).toBe(1);
    expect(await row()).toMatchObject({ state: 'decommissioned' });
  });

  it('touches nothing when the evidence cannot be written', async () => {
    await vend();
    world.local.faults.set([{ kind: 'accessDenied', operation: 'PutObject' }]);

    await expect(
      new ActionTask('task-1').run(action(), input()),
    ).rejects.toThrow(/allow s3:PutObject/);

    expect(world.count('TerminateProvisionedProduct')).toBe(0);
    expect(await row()).toMatchObject({ state: 'active' });
  });

  it('gets through throttling', async () => {
    await vend();
    world.local.faults.set(
      ['Search', 'UpdateItem', 'TerminateProvisionedProduct'].map(
        operation => ({ kind: 'throttle', operation, times: 1 }),
      ),
    );

    await new ActionTask('task-1').run(action(), input());

    expect(await world.products(name)).toEqual([]);
    expect(await row()).toMatchObject({ state: 'decommissioned' });
  });

  it('stops waiting when the task is cancelled, and a retry goes on', async () => {
    await vend();
    const controller = new AbortController();
    const task = new ActionTask('task-1', { signal: controller.signal });
    const { vending } = world.aws;
    await expect(
      task.run(
        decommissionAccountSetAction({
          ...world.deps(),
          aws: {
            vending: {
              ...vending,
              record: async (id, options) => {
                controller.abort();
                return vending.record(id, options);
              },
            },
          },
        }),
        input(),
      ),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(task.log.join('\n')).toContain('AWS goes on with it');

    await new ActionTask('task-1').run(action(), input());

    await expectRetired();
  });
});
