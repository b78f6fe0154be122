import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ActionTask } from '../__testUtils__/actionTask';
import { Death, VendingWorld } from '../__testUtils__/vendingWorld';
import { provisionAccountSetAction } from './provisionAccountSet';

const OWNER = 'group:default/credit-risk';

const inputFor = (name: string) => ({
  name,
  owner: OWNER,
  regions: ['eu-west-1'],
  accessGroup: 'mlops-people',
  parameters: {
    Name: name,
    Owner: OWNER,
    Region: 'eu-west-1',
    AccessGroup: 'mlops-people',
  },
});

jest.setTimeout(60_000);

describe('mlops:accountSet:provision', () => {
  let world: VendingWorld;
  let names = 0;
  let name: string;

  beforeAll(async () => {
    world = await VendingWorld.start();
  });
  afterAll(() => world.stop());

  beforeEach(() => {
    name = `set-${++names}`;
    world.local.calls.clear();
    world.local.faults.set([]);
    world.local.world.switches.failNextVending = undefined;
  });

  const action = (options?: Parameters<VendingWorld['deps']>[0]) =>
    provisionAccountSetAction(world.deps(options));
  const row = () => world.aws.vending.row(name);

  it('vends the accounts and registers them', async () => {
    const task = new ActionTask('task-1');

    await task.run(action(), inputFor(name));

    const saved = await row();
    expect(saved).toEqual({
      name,
      owner: OWNER,
      state: 'active',
      regions: ['eu-west-1'],
      accounts: [
        'experimentation',
        'dev',
        'preprod',
        'prod',
        'tooling',
        'dataLake',
      ].map(role => ({ role, accountId: expect.stringMatching(/^\d{12}$/) })),
      accessGroup: 'mlops-people',
      provisionedProductId: task.output.provisionedProductId,
      taskId: 'task-1',
      evidence: undefined,
      updatedAt: expect.any(String),
    });
    expect(task.output).toMatchObject({
      entityRef: `resource:default/${name}`,
      accounts: Object.fromEntries(
        saved!.accounts.map(({ role, accountId }) => [role, accountId]),
      ),
      consoleUrl: `https://eu-west-1.console.aws.amazon.com/servicecatalog/home?region=eu-west-1#provisioned-products/${saved?.provisionedProductId}`,
    });
    expect(await world.products(name)).toEqual([
      expect.objectContaining({
        Status: 'AVAILABLE',
        Tags: expect.arrayContaining([
          { Key: 'mlops:owner', Value: OWNER },
          { Key: 'mlops:account-set', Value: name },
          { Key: 'mlops:scaffolder-task', Value: 'task-1' },
        ]),
      }),
    ]);
    expect(task.log.join('\n')).toMatch(
      /IN_PROGRESS[^]*SUCCEEDED[^]*is active/,
    );
  });

  it('keeps secrets to itself, and a retry needs them no more', async () => {
    const input = {
      ...inputFor(name),
      secretParameters: { ServiceToken: 'held' },
    };
    const first = new ActionTask('task-1', { secrets: { held: 'hush' } });
    await expect(
      first.run(action({ death: { method: 'record', nth: 1 } }), input),
    ).rejects.toThrow('died');
    const retry = new ActionTask('task-1');
    retry.takeOver(first);

    await retry.run(action(), input);

    expect(await row()).toMatchObject({ state: 'active' });
    for (const { log, output, stored } of [first, retry]) {
      expect(JSON.stringify({ log, output, stored })).not.toContain('hush');
    }
    expect(JSON.stringify(await row())).not.toContain('hush');
  });

  it('says what it would do in a dry run', async () => {
    const task = new ActionTask('task-1', { isDryRun: true });

    await task.run(action(), inputFor(name));

    expect(task.log.join('\n')).toContain(
      `would vend the account set '${name}' for ${OWNER}`,
    );
    expect(await row()).toBeUndefined();
    expect(await world.products(name)).toEqual([]);
  });

  it('is refused to people without the permission', async () => {
    await expect(
      new ActionTask('task-1').run(
        action({ decision: AuthorizeResult.DENY }),
        inputFor(name),
      ),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('sagemaker.accountSet.manage'),
    });
    expect(await row()).toBeUndefined();
  });

  it.each([
    ['a name out of rule', { name: 'Credit_Risk' }, /name 'Credit_Risk'/],
    ['a name too long', { name: 'x'.repeat(33) }, /up to 32 lower case/],
    ['a taken name', { name: 'marketing' }, /'marketing' belongs to/],
    ['a name of the past', { name: 'churn-pilot' }, /decommissioned/],
    ['no region', { regions: [] }, /regions: name at least one/],
    ['no such region', { regions: ['europe'] }, /region 'europe'/],
    ['a bad account', { accounts: { tooling: '12' } }, /account '12' \(tool/],
    ['an owner unknown', { owner: 'nobody' }, /owner group:default\/nobody/],
    ['a parameter missing', { parameters: { Name: 'x' } }, /parameter Owner/],
    [
      'a parameter out of rule',
      { parameters: { Name: 'x', Owner: 'x', Region: 'moon' } },
      /parameter Region: 'moon' must be one of eu-west-1, us-east-1/,
    ],
    [
      'an unknown parameter',
      { parameters: { Budget: '1' } },
      /parameter Budget/,
    ],
    [
      'a secret that AWS would show',
      { secretParameters: { AccessGroup: 'held' }, parameters: {} },
      /parameter AccessGroup: the template declares it without NoEcho/,
    ],
    [
      'a secret that was written down',
      { parameters: { ServiceToken: 'hush' } },
      /parameter ServiceToken: the template declares it as a secret/,
    ],
    [
      'a secret that the task does not hold',
      { secretParameters: { ServiceToken: 'gone' } },
      /parameter ServiceToken: the task has no secret named 'gone'/,
    ],
  ])('finds %s before anything is created', async (_, input, message) => {
    const task = new ActionTask('task-1', { secrets: { held: 'hush' } });
    const failing = task.run(action(), { ...inputFor(name), ...input });
    await expect(failing).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    await expect(failing).rejects.not.toThrow('hush');
    expect(world.count('ProvisionProduct')).toBe(0);
    expect(world.count('UpdateItem')).toBe(0);
  });

  it('finds a product that it may not see before anything is created', async () => {
    world.local.faults.set([
      { kind: 'accessDenied', operation: 'DescribeProduct' },
    ]);
    await expect(
      new ActionTask('task-1').run(action(), inputFor(name)),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(
        "- product: DescribeProduct of 'prod-mlopsaccounts'",
      ),
    });
    expect(await row()).toBeUndefined();
  });

  it.each<[Death]>([
    [{ method: 'saveRow', nth: 1, when: 'before' }],
    [{ method: 'saveRow', nth: 1 }],
    [{ method: 'provision', when: 'before' }],
    [{ method: 'provision' }],
    [{ method: 'saveRow', nth: 2 }],
    [{ method: 'record', nth: 1 }],
    [{ method: 'record', nth: 2 }],
    [{ method: 'saveRow', nth: 3, when: 'before' }],
    [{ method: 'saveRow', nth: 3 }],
  ])('makes one of everything when it is killed at %j', async death => {
    const task = new ActionTask('task-1');
    await expect(task.run(action({ death }), inputFor(name))).rejects.toThrow(
      'died',
    );

    await task.run(action(), inputFor(name));

    expect(world.count('ProvisionProduct')).toBe(1);
    expect(await world.products(name)).toEqual([
      expect.objectContaining({ Status: 'AVAILABLE' }),
    ]);
    expect(await row()).toMatchObject({
      state: 'active',
      provisionedProductId: task.output.provisionedProductId,
    });
  });

  it('takes up a product whose checkpoint was not stored', async () => {
    const task = new ActionTask('task-1', {
      crashAt: `accountSet.provision.${name}`,
    });
    await expect(task.run(action(), inputFor(name))).rejects.toThrow('crashed');

    await task.run(action(), inputFor(name));

    expect(world.count('ProvisionProduct')).toBe(1);
    expect(await row()).toMatchObject({ state: 'active' });
  });

  it.each([
    ['a retry', 'task-1'],
    ['another task of the owner', 'task-2'],
  ])('replaces a product that failed, in %s', async (_, taskId) => {
    world.local.world.switches.failNextVending = 'The quota is reached';
    const first = new ActionTask('task-1');
    await expect(first.run(action(), inputFor(name))).rejects.toThrow(
      /could not be made: The quota is reached.*left behind/,
    );
    const failed = await row();
    expect(failed).toMatchObject({ state: 'failed' });

    const next = taskId === first.id ? first : new ActionTask(taskId);
    await next.run(action(), inputFor(name));

    expect(await world.products(name)).toEqual([
      expect.objectContaining({ Status: 'AVAILABLE' }),
    ]);
    expect(await row()).toMatchObject({ state: 'active', taskId });
    expect((await row())?.provisionedProductId).not.toBe(
      failed?.provisionedProductId,
    );
  });

  it.each<[Death]>([
    [{ method: 'saveRow', nth: 1 }],
    [{ method: 'terminate', when: 'before' }],
    [{ method: 'terminate' }],
    [{ method: 'provision', when: 'before' }],
    [{ method: 'provision' }],
    [{ method: 'saveRow', nth: 2, when: 'before' }],
  ])('replaces it once when the retry is killed at %j', async death => {
    world.local.world.switches.failNextVending = 'The quota is reached';
    const task = new ActionTask('task-1');
    await expect(task.run(action(), inputFor(name))).rejects.toThrow('quota');
    await expect(task.run(action({ death }), inputFor(name))).rejects.toThrow(
      'died',
    );

    await task.run(action(), inputFor(name));

    expect(world.count('ProvisionProduct')).toBe(2);
    expect(world.count('TerminateProvisionedProduct')).toBe(1);
    expect(await world.products(name)).toEqual([
      expect.objectContaining({ Status: 'AVAILABLE' }),
    ]);
    expect(await row()).toMatchObject({ state: 'active' });
  });

  it('lets one of two tasks have a name', async () => {
    const results = await Promise.allSettled(
      ['task-1', 'task-2'].map(id =>
        new ActionTask(id).run(action(), inputFor(name)),
      ),
    );

    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(world.count('ProvisionProduct')).toBe(1);
    expect(await row()).toMatchObject({ state: 'active' });
  });

  it('never touches a product of the same name that is not its own', async () => {
    const { vending } = world.aws;
    const product = await vending.product();
    const { provisionedProductId } = await vending.provision({
      product,
      name: `account-set-${name}`,
      parameters: inputFor(name).parameters,
      tags: {},
      token: 'by-hand',
    });

    await expect(
      new ActionTask('task-1').run(action(), inputFor(name)),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(provisionedProductId),
    });
    expect(world.count('TerminateProvisionedProduct')).toBe(0);
    expect(await row()).toMatchObject({ state: 'failed' });
  });

  it('stops waiting when the task is cancelled, and a retry goes on', async () => {
    const controller = new AbortController();
    const { vending } = world.aws;
    const cancelled = new ActionTask('task-1', { signal: controller.signal });
    await expect(
      cancelled.run(
        provisionAccountSetAction({
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
        inputFor(name),
      ),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(cancelled.log.join('\n')).toContain('AWS goes on with it');
    expect(await row()).toMatchObject({ state: 'provisioning' });

    await new ActionTask('task-1').run(action(), inputFor(name));

    expect(world.count('ProvisionProduct')).toBe(1);
    expect(await row()).toMatchObject({ state: 'active' });
  });

  it('gets through throttling', async () => {
    world.local.faults.set(
      ['ProvisionProduct', 'DescribeRecord', 'UpdateItem'].map(operation => ({
        kind: 'throttle',
        operation,
        times: 1,
      })),
    );

    await new ActionTask('task-1').run(action(), inputFor(name));

    expect(await world.products(name)).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'active' });
  });

  it('names what AWS refused, and can be retried', async () => {
    world.local.faults.set([
      { kind: 'accessDenied', operation: 'ProvisionProduct' },
    ]);
    const task = new ActionTask('task-1');
    await expect(task.run(action(), inputFor(name))).rejects.toThrow(
      /refused to launch the product 'MLOps account set'.*allow servicecatalog:ProvisionProduct/,
    );
    expect(await row()).toMatchObject({ state: 'failed' });
    world.local.faults.set([]);

    await task.run(action(), inputFor(name));

    expect(await row()).toMatchObject({ state: 'active' });
  });
});
