import { JsonObject } from '@backstage/types';
import {
  createLocalAws,
  LocalAws,
  ManualClock,
} from '@mlops-foundation/local-aws';
import {
  GOVERNANCE,
  portalAws,
  TOOLING,
  useEndpoint,
} from '../../testing/environment';
import { StubError } from '../../testing/awsStub';
import { stubbedAws } from '../../testing/stubbedAws';
import { AccountSetRow, AccountSetVending } from '../../vending';
import { accountsFromOutputs } from './outputs';

const SET: AccountSetRow = {
  name: 'pricing',
  owner: 'group:default/pricing',
  state: 'provisioning',
  regions: ['eu-west-1'],
  accounts: [],
  taskId: 'task-1',
};
const GOVERNED: JsonObject = {
  governance: { ...GOVERNANCE, product: 'MLOps account set' },
};

describe('the governance account', () => {
  const clock = new ManualClock();
  let local: LocalAws;
  let restore: () => void;
  let names = 0;
  let set: AccountSetRow;

  beforeAll(async () => {
    local = await createLocalAws({ port: 0, clock });
  });
  beforeEach(() => {
    restore = useEndpoint(local.url);
    local.faults.set([]);
    set = { ...SET, name: `pricing-${++names}` };
  });
  afterEach(() => restore());
  afterAll(() => local.close());

  const vending = (sagemaker = GOVERNED): AccountSetVending =>
    portalAws(sagemaker).vending;

  it('writes a row once, and then in the place of what was read', async () => {
    const writer = vending();
    const first = await writer.saveRow(set, undefined);
    expect(await writer.row(set.name)).toEqual({
      ...first,
      accessGroup: undefined,
      provisionedProductId: undefined,
      evidence: undefined,
    });
    await expect(
      writer.saveRow({ ...set, taskId: 'task-2' }, undefined),
    ).rejects.toMatchObject({ name: 'ConflictError' });

    clock.advance(1000);
    const second = await writer.saveRow(
      {
        ...first,
        state: 'active',
        accounts: [{ role: 'dev', accountId: '210000000002' }],
      },
      first,
    );
    await expect(
      writer.saveRow({ ...first, state: 'failed', taskId: 'task-2' }, first),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await writer.row(set.name)).toMatchObject({
      state: 'active',
      updatedAt: second.updatedAt,
    });
    const { accountSets } = portalAws(GOVERNED);
    await expect(accountSets.get(set.name)).resolves.toMatchObject({
      state: 'active',
      accounts: [{ role: 'dev', accountId: '210000000002' }],
    });
  });

  it('finds the product by its name, with what it asks for', async () => {
    await expect(vending().product()).resolves.toMatchObject({
      id: 'prod-mlopsaccounts',
      name: 'MLOps account set',
      artifactName: 'v1',
      parameters: expect.arrayContaining([
        expect.objectContaining({ key: 'Region', isSecret: false }),
        expect.objectContaining({ key: 'ServiceToken', isSecret: true }),
      ]),
    });
  });

  it.each<[string, JsonObject, (writer: AccountSetVending) => unknown, RegExp]>(
    [
      ['no governance account', {}, w => w.row('a'), /'sagemaker.governance'/],
      [
        'no product',
        { governance: GOVERNANCE },
        w => w.product(),
        /'sagemaker.governance.product'/,
      ],
      [
        'a table with one row per account',
        {
          governance: {
            ...GOVERNANCE,
            attributes: { account: { id: 'ID', role: 'ROLE' } },
          },
        },
        w => w.row('a'),
        /one row per account.*with one row per set/,
      ],
      [
        'a table whose key is not the name',
        { governance: { ...GOVERNANCE, attributes: { name: 'unit.name' } } },
        w => w.saveRow(SET, undefined),
        /inside the attribute 'unit.name'.*the key of the table/,
      ],
      [
        'no place for evidence',
        GOVERNED,
        w => w.writeEvidence(SET, 'a.json', {}),
        /'sagemaker.evidence.bucket'/,
      ],
      [
        'no durable account for evidence',
        { ...GOVERNED, evidence: { bucket: 'mlops-evidence' } },
        w => w.writeEvidence(SET, 'a.json', {}),
        /has no tooling account that outlives it/,
      ],
    ],
  )('says what to configure: %s', async (_, config, use, message) => {
    await expect(use(vending(config))).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it('writes evidence through the account that is configured', async () => {
    const writer = vending({
      ...GOVERNED,
      evidence: {
        bucket: 'mlops-evidence',
        prefix: 'evidence/',
        accountId: TOOLING.accountId,
      },
    });
    await expect(writer.writeEvidence(SET, 'pricing/a.json', {})).resolves.toBe(
      's3://mlops-evidence/evidence/pricing/a.json',
    );
  });
});

describe('a row whose answer was lost', () => {
  const t = stubbedAws();

  /** Takes a write and loses the answer; the repeated one meets with it. */
  function loseFirstAnswer(writer: string) {
    let written: object | undefined;
    t.answers.UpdateItem = ({ input }) => {
      if (written) {
        throw new StubError('ConditionalCheckFailedException', 'no');
      }
      const names = Object(input.ExpressionAttributeNames);
      const values = Object(input.ExpressionAttributeValues);
      const set = String(input.UpdateExpression).matchAll(/(#\w+) = (:\w+)/g);
      written = {
        ...Object.fromEntries(
          [...set].map(([, name, value]) => [names[name], values[value]]),
        ),
        name: { S: SET.name },
        task: { S: writer },
      };
      throw new StubError('InternalServerError', 'lost', 500);
    };
    t.answers.GetItem = () => ({ Item: written });
  }

  it('is known again', async () => {
    loseFirstAnswer('task-1');
    await expect(t.aws.vending.saveRow(SET, undefined)).resolves.toMatchObject({
      name: SET.name,
      state: 'provisioning',
    });
    expect(t.stub.count('UpdateItem')).toBe(2);
  });

  it('is a conflict when somebody else has written it', async () => {
    loseFirstAnswer('task-2');
    await expect(t.aws.vending.saveRow(SET, undefined)).rejects.toMatchObject({
      name: 'ConflictError',
    });
  });
});

describe('outputs of the product', () => {
  const names = {
    experimentation: 'ExperimentationAccountId',
    dev: 'Build',
    preprod: 'PreprodAccountId',
    prod: 'ProdAccountId',
    tooling: 'ToolingAccountId',
    dataLake: 'DataLakeAccountId',
    governance: 'GovernanceAccountId',
  };

  it('are accounts by their names', () => {
    expect(
      accountsFromOutputs(
        { Build: '210000000002', ProdAccountId: '210000000004', Other: 'x' },
        names,
      ),
    ).toEqual([
      { role: 'dev', accountId: '210000000002' },
      { role: 'prod', accountId: '210000000004' },
    ]);
  });

  it.each([
    ['without accounts', { Other: 'x' }, /none of the outputs.*it has Other/],
    ['out of form', { Build: '21' }, /'Build' of the product must be twelve/],
  ])('are refused %s', (_, outputs, message) => {
    expect(() => accountsFromOutputs(outputs, names)).toThrow(message);
  });
});
