import { DescribeProvisionedProductCommand } from '@aws-sdk/client-service-catalog';
import {
  DynamoDBDocumentClient,
  GetCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { AwsClients } from '../aws/clients';
import { paginate } from '../aws/paginate';
import { SageMakerConfig } from '../config';
import { AccountSet, UnreadableRow } from '../domain';
import { AccountSetReader } from '../readers';
import { mapRow, Row } from './accountSetMapping';
import { mapEach } from './mapEach';

function keyOf(row: Row): string {
  return typeof row.name === 'string' ? row.name : JSON.stringify(row);
}

export function createAccountSetReader(
  clients: AwsClients,
  readConfig: () => SageMakerConfig,
): AccountSetReader {
  function openTable() {
    const { governance } = readConfig();
    return (
      governance && {
        table: governance.tableName,
        client: DynamoDBDocumentClient.from(clients.dynamodb(governance), {
          unmarshallOptions: { wrapNumbers: digits => digits },
        }),
        /** A missing table is a fault of the set-up, not a missing account set. */
        explain(error: unknown): unknown {
          return error instanceof NotFoundError
            ? new ServiceUnavailableError(
                `The table '${governance.tableName}' of account sets is not in account ${governance.accountId}, ${governance.region}: check 'sagemaker.governance' in the configuration`,
                error,
              )
            : error;
        },
      }
    );
  }

  return {
    async list(options) {
      const found = openTable();
      const sets: AccountSet[] = [];
      const unreadable: UnreadableRow[] = [];
      if (!found) {
        return { sets, unreadable };
      }
      const { table, client, explain } = found;
      const pages = paginate<Row, Row>({
        what: `the table ${table}`,
        fetch: async ExclusiveStartKey => {
          const answer = await client
            .send(
              new ScanCommand({
                TableName: table,
                ExclusiveStartKey,
                ConsistentRead: true,
              }),
              { abortSignal: options?.signal },
            )
            .catch(error => {
              throw explain(error);
            });
          return { items: answer.Items ?? [], next: answer.LastEvaluatedKey };
        },
        idOf: keyOf,
      });
      for await (const rows of pages) {
        const { items, skipped } = mapEach(rows, mapRow, keyOf);
        sets.push(...items);
        unreadable.push(
          ...skipped.map(({ id, reason }) => ({ key: id, reason })),
        );
      }
      return { sets, unreadable };
    },

    async get(name, options) {
      const found = openTable();
      if (!found) {
        throw new NotFoundError(
          `There is no account set '${name}': 'sagemaker.governance' is not configured`,
        );
      }
      const { table, client, explain } = found;
      const { Item: row } = await client
        .send(
          new GetCommand({
            TableName: table,
            Key: { name },
            ConsistentRead: true,
          }),
          { abortSignal: options?.signal },
        )
        .catch(error => {
          throw explain(error);
        });
      if (!row) {
        throw new NotFoundError(
          `There is no account set '${name}' in the table '${table}'`,
        );
      }
      return mapRow(row);
    },

    async provisionedProduct(id, options) {
      const { governance } = readConfig();
      if (!governance) {
        return undefined;
      }
      try {
        const { ProvisionedProductDetail: product } = await clients
          .serviceCatalog(governance)
          .send(new DescribeProvisionedProductCommand({ Id: id }), {
            abortSignal: options?.signal,
          });
        return product?.Status
          ? { status: product.Status, statusMessage: product.StatusMessage }
          : undefined;
      } catch (error) {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    },
  };
}
