import { World } from '../../core/world';
import {
  addProduct,
  addProvisionedProduct,
} from '../../services/platform/servicecatalog/store';
import { AccountSet, accountSetsOf } from '../accountSets';
import { createGovernance, GOVERNANCE, putAccountSetRow } from '../governance';
import { hex } from '../random';
import {
  ACCOUNT_SET_PARAMETERS,
  ACCOUNT_SET_PRODUCT_ID,
} from './accountSetProduct';
import { ACCOUNT_SETS } from './accountSets';

const ACCOUNTS_MS_AGO = 400 * 24 * 3600_000;

function provisionedProductId({ name }: AccountSet): string {
  return `pp-${hex(`account-set/${name}`, 13)}`;
}

/** The governance account: its table, the product that vends account sets, the portal's queue. */
export async function seedAccountSets(world: World) {
  await createGovernance(world);
  const product = addProduct(world, GOVERNANCE, {
    id: ACCOUNT_SET_PRODUCT_ID,
    name: 'MLOps account set',
    owner: 'Platform',
    description:
      'Experimentation, dev, pre-prod and prod accounts of one team, registered in the governance table',
    parameters: ACCOUNT_SET_PARAMETERS,
  });
  for (const set of ACCOUNT_SETS) {
    accountSetsOf(world).set(set.name, set);
    const now = world.clock.now().getTime();
    await putAccountSetRow(world, {
      ...set,
      regions: [set.region],
      provisionedProductId: provisionedProductId(set),
      updatedAt: new Date(now - ACCOUNTS_MS_AGO),
    });
    // The product of a decommissioned set has been terminated.
    if (set.status === 'active') {
      addProvisionedProduct(world, GOVERNANCE, product, {
        id: provisionedProductId(set),
        name: `account-set-${set.name}`,
      });
    }
  }
}
