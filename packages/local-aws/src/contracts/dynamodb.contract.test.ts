import {
  AttributeValue,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  describeContract,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';

const TABLE = 'mlops-account-sets';

describeContract('DynamoDB', contract => {
  const dynamodb = () => contract.account().client(DynamoDBClient);
  const createTable = async () => {
    const { TableDescription } = await dynamodb().send(
      new CreateTableCommand({
        TableName: TABLE,
        AttributeDefinitions: [{ AttributeName: 'name', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'name', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    await waitUntilTableExists(
      { client: dynamodb(), maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
      { TableName: TABLE },
    );
    return TableDescription;
  };
  const put = (
    item: Record<string, AttributeValue>,
    options: { onlyNew?: boolean } = {},
  ) =>
    dynamodb().send(
      new PutItemCommand({
        TableName: TABLE,
        Item: item,
        ...(options.onlyNew && {
          ConditionExpression: 'attribute_not_exists(#name)',
          ExpressionAttributeNames: { '#name': 'name' },
        }),
      }),
    );
  const get = async (name: string) => {
    const { Item } = await dynamodb().send(
      new GetItemCommand({ TableName: TABLE, Key: { name: { S: name } } }),
    );
    return Item;
  };

  it('creates and describes a table', async () => {
    const created = await createTable();
    const TableArn = `arn:aws:dynamodb:${REGION}:${
      contract.account().accountId
    }:table/${TABLE}`;
    expect(created).toMatchObject({ TableName: TABLE, TableArn });
    const { Table } = await dynamodb().send(
      new DescribeTableCommand({ TableName: TABLE }),
    );
    expect(Table).toMatchObject({
      TableName: TABLE,
      TableArn,
      TableStatus: 'ACTIVE',
      KeySchema: [{ AttributeName: 'name', KeyType: 'HASH' }],
      ItemCount: 0,
    });
  });

  it('gives back the item that was put', async () => {
    await createTable();
    const item: Record<string, AttributeValue> = {
      name: { S: 'credit-risk' },
      regions: { L: [{ S: 'eu-west-1' }] },
      accounts: {
        M: { dev: { S: '210000000002' }, prod: { N: '210000000004' } },
      },
      isActive: { BOOL: true },
      updatedAt: { NULL: true },
    };
    await put(item);
    expect(await get('credit-risk')).toEqual(item);
    expect(await get('none')).toBeUndefined();
  });

  it('puts an item in the place of another one', async () => {
    await createTable();
    await put({ name: { S: 'churn' }, status: { S: 'provisioning' } });
    await put({ name: { S: 'churn' }, owner: { S: 'marketing' } });
    expect(await get('churn')).toEqual({
      name: { S: 'churn' },
      owner: { S: 'marketing' },
    });
  });

  it('puts under a condition', async () => {
    await createTable();
    await put(
      { name: { S: 'churn' }, owner: { S: 'first' } },
      { onlyNew: true },
    );
    const second = put(
      { name: { S: 'churn' }, owner: { S: 'second' } },
      { onlyNew: true },
    );
    expect(await errorNameOf(second)).toBe('ConditionalCheckFailedException');
    expect(await get('churn')).toMatchObject({ owner: { S: 'first' } });
  });

  it('scans page by page', async () => {
    await createTable();
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) {
      await put({ name: { S: name } });
    }
    const scanned: (string | undefined)[] = [];
    const pageSizes: (number | undefined)[] = [];
    let start: Record<string, AttributeValue> | undefined;
    do {
      const page = await dynamodb().send(
        new ScanCommand({
          TableName: TABLE,
          Limit: 2,
          ExclusiveStartKey: start,
        }),
      );
      scanned.push(...(page.Items ?? []).map(item => item.name.S));
      pageSizes.push(page.Count);
      start = page.LastEvaluatedKey;
    } while (start);
    expect(scanned.sort()).toEqual(names);
    expect(pageSizes).toEqual([2, 2, 1]);
  });

  it('filters a scan after its limit', async () => {
    await createTable();
    await put({ name: { S: 'a' }, status: { S: 'active' } });
    await put({ name: { S: 'b' }, status: { S: 'failed' } });
    const { Items, ScannedCount } = await dynamodb().send(
      new ScanCommand({
        TableName: TABLE,
        FilterExpression: '#status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': { S: 'failed' } },
      }),
    );
    expect(Items).toEqual([{ name: { S: 'b' }, status: { S: 'failed' } }]);
    expect(ScannedCount).toBe(2);
  });

  it.each([
    {
      what: 'the description of no table',
      call: () =>
        dynamodb().send(new DescribeTableCommand({ TableName: 'none' })),
    },
    {
      what: 'the scan of no table',
      call: () => dynamodb().send(new ScanCommand({ TableName: 'none' })),
    },
    { what: 'an item for no table', call: () => put({ name: { S: 'a' } }) },
  ])('refuses $what', async ({ call }) => {
    expect(await errorNameOf(call())).toBe('ResourceNotFoundException');
  });

  it('has one table of a name', async () => {
    await createTable();
    expect(await errorNameOf(createTable())).toBe('ResourceInUseException');
  });

  it.each<{ what: string; item: Record<string, AttributeValue> }>([
    { what: 'without its key', item: { owner: { S: 'marketing' } } },
    { what: 'with a key of another type', item: { name: { N: '1' } } },
  ])('refuses an item $what', async ({ item }) => {
    await createTable();
    expect(await errorNameOf(put(item))).toBe('ValidationException');
  });
});
