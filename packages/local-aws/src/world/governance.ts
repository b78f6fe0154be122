import { World } from '../core/world';
import {
  createTable,
  putItem,
  tableExists,
} from '../services/platform/dynamodb/store';
import { createQueue } from '../services/platform/sqs/store';
import {
  AccountSet,
  GOVERNANCE_ACCOUNT,
  GOVERNANCE_REGION,
} from './accountSets';

export const GOVERNANCE = {
  accountId: GOVERNANCE_ACCOUNT,
  region: GOVERNANCE_REGION,
};
const TABLE = 'mlops-account-sets';
const QUEUE = 'mlops-portal-events';

/** A row of the governance table. */
export interface AccountSetRow
  extends Pick<AccountSet, 'name' | 'owner' | 'status'> {
  regions: string[];
  /** Account ids by role. */
  accounts: Record<string, string>;
  provisionedProductId: string;
  updatedAt: Date;
}

/** Makes the table of account sets and the portal's queue, where they are missing. */
export async function createGovernance(world: World) {
  createQueue(world, GOVERNANCE, QUEUE);
  if (!(await tableExists(world, GOVERNANCE, TABLE))) {
    await createTable(world, GOVERNANCE, TABLE, { key: 'name' });
  }
}

export function putAccountSetRow(world: World, row: AccountSetRow) {
  return putItem(world, GOVERNANCE, TABLE, {
    name: { S: row.name },
    owner: { S: row.owner },
    status: { S: row.status },
    regions: { L: row.regions.map(region => ({ S: region })) },
    accounts: {
      M: Object.fromEntries(
        Object.entries(row.accounts).map(([role, id]) => [role, { S: id }]),
      ),
    },
    provisionedProductId: { S: row.provisionedProductId },
    updatedAt: { S: row.updatedAt.toISOString() },
  });
}
