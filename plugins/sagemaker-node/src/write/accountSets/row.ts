import {
  DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { ConflictError, InputError } from '@backstage/errors';
import { AwsClients } from '../../aws/clients';
import { SageMakerConfig } from '../../config';
import { isStandard } from '../../config/attributes';
import { mapRow, Row } from '../../read/accountSets/rowMapping';
import { AccountSetRow, AccountSetVending } from '../../vending';
import { Governance, governanceOf } from './governance';

/** Attributes that only the actions write. */
const TASK = 'task';
const EVIDENCE = 'evidence';
const ACCESS_GROUP = 'accessGroup';

function tableOf(config: SageMakerConfig): Governance {
  const governance = governanceOf(config);
  if (!isStandard(governance.attributes)) {
    throw new InputError(
      `The table '${governance.tableName}' has attributes of its own ('sagemaker.governance.attributes'), and account sets can be written with the standard ones only: vend and retire them as before`,
    );
  }
  return governance;
}

function textOf(row: Row, attribute: string): string | undefined {
  const value = row[attribute];
  return typeof value === 'string' ? value : undefined;
}

/** Attribute values by name; undefined ones are not written. */
function toItem({ name, state, taskId, accounts, ...row }: AccountSetRow) {
  const item: Record<string, unknown> = {
    owner: row.owner,
    status: state,
    regions: row.regions,
    accounts: Object.fromEntries(
      accounts.map(({ role, accountId }) => [role, accountId]),
    ),
    provisionedProductId: row.provisionedProductId,
    [ACCESS_GROUP]: row.accessGroup,
    [TASK]: taskId,
    [EVIDENCE]: row.evidence,
    updatedAt: row.updatedAt,
  };
  return Object.entries(item).filter(([, value]) => value !== undefined);
}

/** Holds as long as nobody has written the row since it was read. */
function unchanged(previous: AccountSetRow | undefined) {
  if (!previous) {
    return { condition: 'attribute_not_exists(#name)', values: {} };
  }
  const read = {
    status: previous.state,
    updatedAt: previous.updatedAt,
    [TASK]: previous.taskId,
  };
  return {
    // The update makes a row where there is none.
    condition: [
      'attribute_exists(#name)',
      ...Object.entries(read).map(([attribute, value]) =>
        value === undefined
          ? `attribute_not_exists(#${attribute})`
          : `#${attribute} = :was_${attribute}`,
      ),
    ].join(' AND '),
    values: Object.fromEntries(
      Object.entries(read)
        .filter(([, value]) => value !== undefined)
        .map(([attribute, value]) => [`:was_${attribute}`, value]),
    ),
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

  const row: AccountSetVending['row'] = async (name, options) => {
    const table = tableOf(readConfig());
    const { Item } = await documents(table).send(
      new GetCommand({
        TableName: table.tableName,
        Key: { name },
        ConsistentRead: true,
      }),
      { abortSignal: options?.signal },
    );
    if (!Item) {
      return undefined;
    }
    const { origin, owner = '', ...set } = mapRow(Item, table.attributes);
    return {
      ...set,
      owner,
      accessGroup: textOf(Item, ACCESS_GROUP),
      taskId: textOf(Item, TASK),
      evidence: textOf(Item, EVIDENCE),
    };
  };

  return {
    row,

    async saveRow(wanted, previous, options) {
      const table = tableOf(readConfig());
      const saved = { ...wanted, updatedAt: new Date().toISOString() };
      const item = toItem(saved);
      const { condition, values } = unchanged(previous);
      const names = ['name', TASK, 'status', 'updatedAt'].filter(name =>
        condition.includes(`#${name}`),
      );
      try {
        await documents(table).send(
          new UpdateCommand({
            TableName: table.tableName,
            Key: { name: wanted.name },
            UpdateExpression: `SET ${item
              .map(([attribute]) => `#${attribute} = :${attribute}`)
              .join(', ')}`,
            ConditionExpression: condition,
            ExpressionAttributeNames: Object.fromEntries(
              [...names, ...item.map(([attribute]) => attribute)].map(
                attribute => [`#${attribute}`, attribute],
              ),
            ),
            ExpressionAttributeValues: {
              ...values,
              ...Object.fromEntries(
                item.map(([attribute, value]) => [`:${attribute}`, value]),
              ),
            },
          }),
          { abortSignal: options?.signal },
        );
      } catch (error) {
        // A repeated request meets with what its first try has written.
        if (error instanceof ConflictError) {
          const found = await row(wanted.name, options);
          if (
            found?.updatedAt === saved.updatedAt &&
            found.taskId === saved.taskId
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
