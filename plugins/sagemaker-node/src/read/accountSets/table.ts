import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { AwsClients } from '../../aws/clients';
import { collect, paginate } from '../../aws/paginate';
import { SageMakerConfig } from '../../config';
import { CallOptions } from '../../readers';
import { printRow, Row } from './rowMapping';
import { AccountSetSource } from './source';
import { mapRows } from './tableMapping';

type Table = NonNullable<SageMakerConfig['governance']>;

/** A missing table is a fault of the set-up, not a missing account set. */
function explain(error: unknown, table: Table): unknown {
  return error instanceof NotFoundError
    ? new ServiceUnavailableError(
        `The table '${table.tableName}' of account sets is not in account ${table.accountId}, ${table.region}: check 'sagemaker.governance' in the configuration`,
        error,
      )
    : error;
}

async function scan(
  clients: AwsClients,
  table: Table,
  options: CallOptions | undefined,
): Promise<Row[]> {
  const client = DynamoDBDocumentClient.from(clients.dynamodb(table), {
    // As text: an account id that was stored as a number keeps its digits.
    unmarshallOptions: { wrapNumbers: digits => digits },
  });
  return collect(
    paginate<Row, Row>({
      what: `the table ${table.tableName}`,
      fetch: async ExclusiveStartKey => {
        const answer = await client
          .send(
            new ScanCommand({
              TableName: table.tableName,
              ExclusiveStartKey,
              ConsistentRead: true,
            }),
            { abortSignal: options?.signal },
          )
          .catch(error => {
            throw explain(error, table);
          });
        return { items: answer.Items ?? [], next: answer.LastEvaluatedKey };
      },
      idOf: printRow,
    }),
  );
}

/** Account sets of the governance table. */
export function tableAccountSets(
  clients: AwsClients,
  readConfig: () => SageMakerConfig,
): AccountSetSource {
  return {
    name: 'the governance table',
    async list(options) {
      const { governance } = readConfig();
      return governance
        ? mapRows(
            await scan(clients, governance, options),
            governance.attributes,
          )
        : { sets: [], unreadable: [] };
    },
  };
}
