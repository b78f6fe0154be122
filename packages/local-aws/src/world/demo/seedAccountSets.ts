import { World } from '../../core/world';
import { createTable, putItem } from '../../services/platform/dynamodb/store';
import {
  addProduct,
  addProvisionedProduct,
} from '../../services/platform/servicecatalog/store';
import { createQueue } from '../../services/platform/sqs/store';
import {
  AccountSet,
  accountSetsOf,
  GOVERNANCE_ACCOUNT,
  GOVERNANCE_REGION,
} from '../accountSets';
import { hex } from '../random';
import { ACCOUNT_SETS } from './accountSets';

const GOVERNANCE = {
  accountId: GOVERNANCE_ACCOUNT,
  region: GOVERNANCE_REGION,
};
const TABLE = 'mlops-account-sets';
const QUEUE = 'mlops-portal-events';
const ACCOUNTS_MS_AGO = 400 * 24 * 3600_000;

function provisionedProductId({ name }: AccountSet): string {
  return `pp-${hex(`account-set/${name}`, 13)}`;
}

function toItem(set: AccountSet, updatedAt: Date) {
  return {
    name: { S: set.name },
    owner: { S: set.owner },
    status: { S: set.status },
    regions: { L: [{ S: set.region }] },
    accounts: {
      M: Object.fromEntries(
        Object.entries(set.accounts).map(([role, id]) => [role, { S: id }]),
      ),
    },
    provisionedProductId: { S: provisionedProductId(set) },
    updatedAt: { S: updatedAt.toISOString() },
  };
}

/** The governance account: its table, the product that vends account sets, the portal's queue. */
export async function seedAccountSets(world: World) {
  createQueue(world, GOVERNANCE, QUEUE);
  await createTable(world, GOVERNANCE, TABLE, { key: 'name' });
  const product = addProduct(world, GOVERNANCE, {
    id: 'prod-mlopsaccounts',
    name: 'MLOps account set',
    owner: 'Platform',
    description:
      'Experimentation, dev, pre-prod and prod accounts of one team, registered in the governance table',
    parameters: ['Name', 'Owner', 'Region'].map(ParameterKey => ({
      ParameterKey,
      ParameterType: 'String',
      IsNoEcho: false,
    })),
  });
  for (const set of ACCOUNT_SETS) {
    accountSetsOf(world).set(set.name, set);
    const now = world.clock.now().getTime();
    await putItem(
      world,
      GOVERNANCE,
      TABLE,
      toItem(set, new Date(now - ACCOUNTS_MS_AGO)),
    );
    // The product of a decommissioned set has been terminated.
    if (set.status === 'active') {
      addProvisionedProduct(world, GOVERNANCE, product, {
        id: provisionedProductId(set),
        name: `account-set-${set.name}`,
      });
    }
  }
}
