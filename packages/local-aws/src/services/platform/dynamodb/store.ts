import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type {
  AttributeValue,
  CreateTableInput,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { AwsError } from '../../../core/awsError';
import { storeKey } from '../../../core/stores';
import { World } from '../../../core/world';
import { regionalArn, Target } from '../target';

/** One DynamoDB in memory; it is never made to listen, requests are handed to it. */
export const dynamodbStore = storeKey('dynamodb', () =>
  dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }),
);

export interface DynamoAnswer {
  status: number;
  body: string;
}

/** dynalite reads the account and region of its ARNs from the environment of the process. */
function ownArnPrefix(): string {
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_ACCOUNT_ID = '' } = process.env;
  return regionalArn(
    'dynamodb',
    {
      region: AWS_REGION || AWS_DEFAULT_REGION || 'us-east-1',
      accountId: AWS_ACCOUNT_ID.replace(/\D/g, '') || '000000000000',
    },
    'table/',
  );
}

/** The signature that dynalite wants to see; it does not verify it. */
const SIGNED_HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  authorization:
    'AWS4-HMAC-SHA256 Credential=any, SignedHeaders=any, Signature=any',
  'x-amz-date': 'any',
};

/** Does one operation; `body` is the input as JSON. */
export function callDynamo(
  world: World,
  target: Target,
  operation: string,
  body: string,
): Promise<DynamoAnswer> {
  const server = world.store(dynamodbStore, target.accountId, target.region);
  const own = ownArnPrefix();
  const real = regionalArn('dynamodb', target, 'table/');
  const request = Object.assign(
    Readable.from([Buffer.from(body.replaceAll(real, own))]),
    {
      method: 'POST',
      url: '/',
      headers: {
        ...SIGNED_HEADERS,
        'x-amz-target': `DynamoDB_20120810.${operation}`,
      },
    },
  );
  return new Promise(resolve => {
    const response = {
      statusCode: 200,
      setHeader() {},
      end(text: string) {
        resolve({
          status: response.statusCode,
          body: text.replaceAll(own, real),
        });
      },
    };
    server.emit('request', request, response);
  });
}

async function callOrThrow(
  world: World,
  target: Target,
  operation: string,
  input: object,
): Promise<string> {
  const body = JSON.stringify(input);
  const answer = await callDynamo(world, target, operation, body);
  if (answer.status !== 200) {
    const { __type = '', message = '' } = JSON.parse(answer.body);
    throw new AwsError(String(__type).split('#').at(-1)!, message);
  }
  return answer.body;
}

/**
 * Makes a table on demand capacity, such as `{ key: 'name' }` for a string key;
 * resolves when it is active.
 */
export async function createTable(
  world: World,
  target: Target,
  table: string,
  { key }: { key: string },
): Promise<void> {
  const input: CreateTableInput = {
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
  };
  let answer = await callOrThrow(world, target, 'CreateTable', input);
  while (answer.includes('"CREATING"')) {
    await setTimeout(1);
    answer = await callOrThrow(world, target, 'DescribeTable', {
      TableName: table,
    });
  }
}

export async function tableExists(
  world: World,
  target: Target,
  table: string,
): Promise<boolean> {
  const body = JSON.stringify({ TableName: table });
  return (
    (await callDynamo(world, target, 'DescribeTable', body)).status === 200
  );
}

/** Writes an item in DynamoDB's notation, such as `{ name: { S: 'credit-risk' } }`. */
export async function putItem(
  world: World,
  target: Target,
  table: string,
  item: Record<string, AttributeValue>,
): Promise<void> {
  await callOrThrow(world, target, 'PutItem', {
    TableName: table,
    Item: item,
  });
}
