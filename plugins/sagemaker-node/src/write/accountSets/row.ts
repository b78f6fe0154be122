import {
  DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { ConflictError } from '@backstage/errors';
import { AwsClients } from '../../aws/clients';
import { SageMakerConfig } from '../../config';
import { CallOptions } from '../../readers';
import { mapRow, Row } from '../../read/accountSets/rowMapping';
import { AccountSetRow, AccountSetVending } from '../../vending';
import { Governance, governanceOf } from './governance';
import { assertUnchanged, EVIDENCE, keyOf, rowUpdate, TASK } from './rowUpdate';

function textOf(row: Row, attribute: string): string | undefined {
  const value = row[attribute];
  return typeof value === 'string' ? value : undefined;
}

function toRow(item: Row, table: Governance): AccountSetRow {
  const { origin, owner = '', ...set } = mapRow(item, table.attributes);
  return {
    ...set,
    owner,
    taskId: textOf(item, TASK),
    evidence: textOf(item, EVIDENCE),
  };
}

/** The governance table, one row at a time. */
export function createRowWriter(
  clients: AwsClients,
  readConfig: () => SageMakerConfig,
): Pick<AccountSetVending, 'row' | 'saveRow'> {
  const documents = (table: Governance) =>
    DynamoDBDocumentClient.from(clients.dynamodb(table), {
      unmarshallOptions: { wrapNumbers: digits => digits },
    });

  async function read(
    table: Governance,
    name: string,
    options?: CallOptions,
  ): Promise<Row | undefined> {
    const { Item } = await documents(table).send(
      new GetCommand({
        TableName: table.tableName,
        Key: { [keyOf(table.attributes)]: name },
        ConsistentRead: true,
      }),
      { abortSignal: options?.signal },
    );
    return Item;
  }

  return {
    async row(name, options) {
      const table = governanceOf(readConfig());
      const item = await read(table, name, options);
      return item && toRow(item, table);
    },

    async saveRow(wanted, previous, options) {
      const table = governanceOf(readConfig());
      const saved = { ...wanted, updatedAt: new Date().toISOString() };
      let found: Row | undefined;
      if (previous) {
        // The row's own words and maps, which `previous` does not tell.
        found = await read(table, wanted.name, options);
        assertUnchanged(found && toRow(found, table), previous);
      }
      try {
        await documents(table).send(
          new UpdateCommand({
            TableName: table.tableName,
            ...rowUpdate(saved, table.attributes, found),
          }),
          { abortSignal: options?.signal },
        );
      } catch (error) {
        // A repeated request meets with what its first try has written.
        if (error instanceof ConflictError) {
          const item = await read(table, wanted.name, options);
          const current = item && toRow(item, table);
          if (
            current?.updatedAt === saved.updatedAt &&
            current.taskId === saved.taskId
          ) {
            return saved;
          }
        }
        throw error;
      }
      return saved;
    },
  };
}
