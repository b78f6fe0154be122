import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  checkAccountId,
  checkMap,
  checkRegions,
  checkRole,
  checkState,
  checkText,
} from '../checks';
import { AccountSet } from '../domain';

function readAccountSet(config: Config, where: string): AccountSet {
  const accounts = checkMap(
    config.getOptional('accounts'),
    `${where}.accounts`,
    'role to account id',
  );
  if (accounts.length === 0) {
    throw new InputError(`${where}.accounts must have at least one account`);
  }
  return {
    name: checkText(config.getOptional('name'), `${where}.name`),
    origin: 'configuration',
    owner: config.getOptionalString('owner'),
    state: checkState(
      config.getOptional('state') ?? 'active',
      `${where}.state`,
    ),
    regions: checkRegions(config.getOptional('regions'), `${where}.regions`),
    accounts: accounts.map(([role, id]) => ({
      role: checkRole(role, `Every key of ${where}.accounts`),
      accountId: checkAccountId(id, `${where}.accounts.${role}`),
    })),
  };
}

/** The account sets that configuration holds; no name twice. */
export function readAccountSets(
  configs: Config[] | undefined,
  where: string,
): AccountSet[] {
  const sets = (configs ?? []).map((config, index) =>
    readAccountSet(config, `${where}[${index}]`),
  );
  const names = new Set<string>();
  sets.forEach(({ name }, index) => {
    if (names.has(name)) {
      throw new InputError(
        `${where}[${index}].name must be unique, but there is another '${name}'`,
      );
    }
    names.add(name);
  });
  return sets;
}
