import {
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import {
  clientConfig,
  GOVERNANCE,
  TOOLING,
  useLocalAws,
} from '../__testUtils__/localAws';
import { createTable, putItem } from './store';

const aws = useLocalAws();
const client = (target = GOVERNANCE) =>
  new DynamoDBClient(clientConfig(aws(), target));

const TableName = 'mlops-account-sets';

describe('DynamoDB', () => {
  beforeAll(async () => {
    await createTable(aws().world, GOVERNANCE, TableName, { key: 'name' });
    await putItem(aws().world, GOVERNANCE, TableName, {
      name: { S: 'credit-risk' },
      accounts: { M: { dev: { N: '12345' } } },
    });
  });

  it('reads what was seeded, and writes', async () => {
    const documents = DynamoDBDocumentClient.from(client());
    await documents.send(
      new PutCommand({ TableName, Item: { name: 'marketing', n: 1 } }),
    );
    await documents.send(
      new UpdateCommand({
        TableName,
        Key: { name: 'marketing' },
        UpdateExpression: 'SET #n = #n + :one',
        ExpressionAttributeNames: { '#n': 'n' },
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
    const { Items } = await documents.send(new ScanCommand({ TableName }));
    expect(Items).toHaveLength(2);
    expect(Items).toEqual(
      expect.arrayContaining([
        { name: 'credit-risk', accounts: { dev: 12345 } },
        { name: 'marketing', n: 2 },
      ]),
    );
  });

  it('names the account and region of a table', async () => {
    const { Table } = await client().send(
      new DescribeTableCommand({ TableName }),
    );
    expect(Table).toMatchObject({
      TableArn: `arn:aws:dynamodb:eu-west-1:100000000001:table/${TableName}`,
      TableStatus: 'ACTIVE',
    });
  });

  it('keeps accounts apart', async () => {
    const { TableNames } = await client(TOOLING).send(
      new ListTablesCommand({}),
    );
    expect(TableNames).toEqual([]);
    await expect(
      DynamoDBDocumentClient.from(client(TOOLING)).send(
        new GetCommand({ TableName, Key: { name: 'credit-risk' } }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('tells a seeding what is wrong', async () => {
    await expect(
      putItem(aws().world, GOVERNANCE, 'no-table', { name: { S: 'x' } }),
    ).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});
