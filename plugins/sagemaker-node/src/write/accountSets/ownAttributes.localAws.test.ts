import {
  CreateTableCommand,
  DescribeTableCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { JsonObject } from '@backstage/types';
import { createLocalAws, LocalAws } from '@mlops-foundation/local-aws';
import { GOVERNANCE, portalAws, useEndpoint } from '../../testing/environment';
import { AccountSetRow } from '../../vending';

const TABLE = 'team-accounts';
const SET: AccountSetRow = {
  name: 'pricing',
  owner: 'group:default/pricing',
  state: 'provisioning',
  regions: ['eu-west-1'],
  accounts: [],
  taskId: 'task-1',
};

/** The table of a company, as its own tools have filled it. */
describe.each<[string, JsonObject, Record<string, unknown>]>([
  [
    'flat rows',
    {
      name: 'SET_NAME',
      owner: 'TEAM',
      state: 'STATE',
      states: { IN_SERVICE: 'active', VENDING: 'provisioning' },
      regions: 'DEPLOYMENT_REGION',
      accounts: { dev: 'DEV_ACCOUNT', prod: 'PROD_ACCOUNT' },
    },
    {
      SET_NAME: 'by-hand',
      STATE: 'IN_SERVICE',
      DEPLOYMENT_REGION: 'eu-west-1',
      DEV_ACCOUNT: '210000000002',
      COST_CENTRE: 4711,
    },
  ],
  [
    'nested maps',
    {
      name: 'SET_NAME',
      owner: 'unit.contact.group',
      state: 'unit.state',
      regions: 'unit.region',
      accounts: { dev: 'unit.dev', prod: 'unit.prod' },
      updatedAt: 'meta.changed',
      provisionedProductId: 'meta.product.id',
      accessGroup: 'unit.people',
    },
    {
      SET_NAME: 'by-hand',
      unit: { region: 'eu-west-1', dev: 210000000002, note: 'ours' },
    },
  ],
  [
    'a map of accounts under another name',
    { name: 'SET_NAME', accounts: 'by_role' },
    {
      SET_NAME: 'by-hand',
      regions: new Set(['eu-west-1', 'us-east-1']),
      by_role: { dev: '210000000002' },
    },
  ],
])('a table with %s', (_, attributes, byHand) => {
  let local: LocalAws;
  let restore: () => void;
  const portal = () =>
    portalAws({ governance: { ...GOVERNANCE, tableName: TABLE, attributes } });

  beforeAll(async () => {
    local = await createLocalAws({ port: 0, seed: 'empty' });
    restore = useEndpoint(local.url);
    const client = portal().clients.dynamodb(GOVERNANCE);
    await client.send(
      new CreateTableCommand({
        TableName: TABLE,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'SET_NAME', AttributeType: 'S' },
        ],
        KeySchema: [{ AttributeName: 'SET_NAME', KeyType: 'HASH' }],
      }),
    );
    const describeTable = new DescribeTableCommand({ TableName: TABLE });
    while ((await client.send(describeTable)).Table?.TableStatus !== 'ACTIVE') {
      // Tables take a moment.
    }
    await DynamoDBDocumentClient.from(client).send(
      new PutCommand({ TableName: TABLE, Item: byHand }),
    );
  });

  afterAll(async () => {
    restore();
    await local.close();
  });

  it('holds a set from its vending to its end', async () => {
    const { vending, accountSets } = portal();
    let row = await vending.saveRow(SET, undefined);
    await expect(vending.saveRow(SET, undefined)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    row = await vending.saveRow(
      { ...row, provisionedProductId: 'pp-1', accessGroup: 'people' },
      row,
    );
    const accounts: AccountSetRow['accounts'] = [
      { role: 'dev', accountId: '210000000002' },
      { role: 'prod', accountId: '210000000004' },
    ];
    const before = row;
    row = await vending.saveRow({ ...row, state: 'active', accounts }, row);
    await expect(
      vending.saveRow({ ...before, taskId: 'task-2' }, before),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await vending.row(SET.name)).toEqual({
      ...row,
      evidence: undefined,
    });
    await expect(accountSets.get(SET.name)).resolves.toMatchObject({
      state: 'active',
      accounts,
      accessGroup: 'people',
    });
  });

  it('keeps what others have written beside it', async () => {
    const { vending, clients } = portal();
    const found = await vending.row('by-hand');
    expect(found).toMatchObject({
      state: 'active',
      accounts: [{ role: 'dev', accountId: '210000000002' }],
    });
    await vending.saveRow(
      {
        ...found!,
        state: 'decommissioning',
        taskId: 'task-9',
        evidence: 's3://x',
      },
      found,
    );
    expect(await vending.row('by-hand')).toMatchObject({
      ...found,
      updatedAt: expect.any(String),
      state: 'decommissioning',
      taskId: 'task-9',
      evidence: 's3://x',
    });
    const { Items = [] } = await DynamoDBDocumentClient.from(
      clients.dynamodb(GOVERNANCE),
    ).send(new ScanCommand({ TableName: TABLE }));
    const { [String(attributes.state ?? 'status')]: _state, ...others } =
      byHand;
    expect(Items.find(({ SET_NAME }) => SET_NAME === 'by-hand')).toMatchObject(
      'unit' in others
        ? { unit: { note: 'ours', region: 'eu-west-1' } }
        : others,
    );
  });
});
