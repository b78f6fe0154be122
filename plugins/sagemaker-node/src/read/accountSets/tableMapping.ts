import { InputError, toError } from '@backstage/errors';
import { AccountSetAttributes } from '../../config';
import { AccountSet, UnreadableRow } from '../../domain';
import { mapEach } from '../mapEach';
import { at, mapRow, printRow, requiredText, Row } from './rowMapping';
import { AccountSetListing } from './source';

/** One row of a set that has several, so the reason must say which. */
function mapAccountRow(row: Row, attributes: AccountSetAttributes): AccountSet {
  try {
    return mapRow(row, attributes);
  } catch (error) {
    throw new InputError(`${toError(error).message}, in ${printRow(row)}`);
  }
}

const SHARED = ['owner', 'state', 'regions', 'provisionedProductId'] as const;

/** Joins what two rows of one set say. */
function merge(
  a: AccountSet,
  b: AccountSet,
  attributes: AccountSetAttributes,
): AccountSet {
  for (const member of SHARED) {
    const [one, other] = [a[member], b[member]].map(value =>
      JSON.stringify(value),
    );
    if (one !== other && a[member] !== undefined && b[member] !== undefined) {
      throw new InputError(
        `its rows disagree about ${at(
          attributes[member],
        )}: ${one} and ${other}`,
      );
    }
  }
  const accounts = [...a.accounts];
  for (const account of b.accounts) {
    const known = accounts.find(({ role }) => role === account.role);
    if (!known) {
      accounts.push(account);
    } else if (known.accountId !== account.accountId) {
      throw new InputError(
        `its rows name two accounts with the role '${account.role}': ${known.accountId} and ${account.accountId}`,
      );
    }
  }
  return {
    ...a,
    owner: a.owner ?? b.owner,
    accounts,
    provisionedProductId: a.provisionedProductId ?? b.provisionedProductId,
    // ISO 8601 sorts as text.
    updatedAt: [a.updatedAt, b.updatedAt].filter(Boolean).sort().at(-1),
  };
}

function mapSet(rows: Row[], attributes: AccountSetAttributes): AccountSet {
  if (rows.length === 1) {
    return mapRow(rows[0], attributes);
  }
  if (attributes.accounts.shape !== 'rows') {
    throw new InputError(
      `${rows.length} rows have this name, where one row holds a whole set`,
    );
  }
  return rows
    .map(row => mapAccountRow(row, attributes))
    .reduce((a, b) => merge(a, b, attributes));
}

/**
 * The sets of a whole table. A set is unreadable as a whole when one of its rows
 * is, for it would lack an account.
 */
export function mapRows(
  rows: Row[],
  attributes: AccountSetAttributes,
): AccountSetListing {
  const unreadable: UnreadableRow[] = [];
  const byName = new Map<string, Row[]>();
  for (const row of rows) {
    try {
      const name = requiredText(row, attributes.name);
      byName.set(name, [...(byName.get(name) ?? []), row]);
    } catch (error) {
      unreadable.push({ key: printRow(row), reason: toError(error).message });
    }
  }
  const { items, skipped } = mapEach(
    [...byName],
    ([, ofSet]) => mapSet(ofSet, attributes),
    ([name]) => name,
  );
  return {
    sets: items,
    unreadable: [
      ...unreadable,
      ...skipped.map(({ id, reason }) => ({ key: id, reason })),
    ],
  };
}
