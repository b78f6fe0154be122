import { World } from '../../core/world';
import {
  finishRecord,
  onRecord,
  RecordStart,
} from '../../services/platform/servicecatalog/records';
import {
  AccountSet,
  accountSetsOf,
  DATA_LAKE_ACCOUNT,
  TOOLING_ACCOUNT,
} from '../accountSets';
import { ACCOUNT_SET_PRODUCT_ID } from '../demo/accountSetProduct';

const VENDING_MS = 20_000;
const CLOSING_MS = 15_000;
const FIRST_SET = 25;

/** The next twelve digits that no set has, such as 250000000001 and on. */
function newAccounts(world: World): AccountSet['accounts'] {
  const taken = new Set(
    [...accountSetsOf(world).values()].map(({ accounts }) => accounts.dev),
  );
  let first = FIRST_SET;
  const account = (last: number) => `${first}000000000${last}`;
  while (taken.has(account(2))) {
    first++;
  }
  return {
    experimentation: account(1),
    dev: account(2),
    preprod: account(3),
    prod: account(4),
    tooling: TOOLING_ACCOUNT,
    dataLake: DATA_LAKE_ACCOUNT,
  };
}

/** Such as `DevAccountId`. */
function outputOf([role, id]: [string, string]) {
  return {
    OutputKey: `${role[0].toUpperCase()}${role.slice(1)}AccountId`,
    OutputValue: id,
    Description: `Account with the role ${role}`,
  };
}

function vend(world: World, { target, record }: RecordStart) {
  const { Name = '', Owner = '', Region = target.region } = record.parameters;
  const accounts = newAccounts(world);
  // Theirs from now on, whatever is vended meanwhile.
  accountSetsOf(world).set(Name, {
    name: Name,
    owner: Owner,
    status: 'active',
    region: Region,
    accounts,
  });
  const { RecordId } = record.detail;
  finishRecord(world, target, RecordId, {
    status: 'SUCCEEDED',
    outputs: Object.entries(accounts).map(outputOf),
  });
}

function close(world: World, { target, record }: RecordStart) {
  const name = record.detail.ProvisionedProductName?.replace(
    'account-set-',
    '',
  );
  const set = accountSetsOf(world).get(name ?? '');
  if (set) {
    set.status = 'decommissioned';
  }
  finishRecord(world, target, record.detail.RecordId, { status: 'SUCCEEDED' });
}

/** Provisioning the product of account sets makes accounts, terminating it ends them. */
export function simulateAccountVending(world: World) {
  onRecord(world, start => {
    const { detail } = start.record;
    if (detail.ProductId !== ACCOUNT_SET_PRODUCT_ID) {
      return;
    }
    const isEnd = detail.RecordType === 'TERMINATE_PROVISIONED_PRODUCT';
    world.clock.after(isEnd ? CLOSING_MS : VENDING_MS, () => {
      const error = world.switches.takeFailNextVending();
      if (error) {
        finishRecord(world, start.target, detail.RecordId, {
          status: 'FAILED',
          error,
        });
      } else {
        (isEnd ? close : vend)(world, start);
      }
    });
  });
}
