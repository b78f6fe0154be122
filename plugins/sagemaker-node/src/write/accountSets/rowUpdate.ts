import { ConflictError, InputError } from '@backstage/errors';
import { AccountSetAttributes } from '../../config';
import { at, Row, valueAt } from '../../read/accountSets/rowMapping';
import { AccountSetRow } from '../../vending';

/** Attributes that only the actions write. */
export const TASK = 'task';
export const EVIDENCE = 'evidence';

function isMap(value: unknown): value is Row {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Set)
  );
}

/** Attribute that is the key of the table. Throws an InputError for rows that cannot be written. */
export function keyOf({ name, accounts }: AccountSetAttributes): string {
  if (accounts.shape === 'rows') {
    throw new InputError(
      "The table has one row per account ('sagemaker.governance.attributes.account'), so that no write could claim the name of a whole set: vend and retire its sets as before, or keep them in a table with one row per set",
    );
  }
  if (name.includes('.')) {
    throw new InputError(
      `The name of a set is inside ${at(
        name,
      )} ('sagemaker.governance.attributes.name'), so that its row cannot be found by its key: vend and retire its sets as before, or make the name the key of the table`,
    );
  }
  return name;
}

function accountsIn(
  { accounts: attribute }: AccountSetAttributes,
  { accounts }: AccountSetRow,
): [string, unknown][] {
  switch (attribute.shape) {
    case 'map':
      return [
        [
          attribute.path,
          Object.fromEntries(
            accounts.map(({ role, accountId }) => [role, accountId]),
          ),
        ],
      ];
    case 'roles': {
      const paths = new Map(attribute.paths);
      return accounts.map(({ role, accountId }) => {
        const path = paths.get(role);
        if (!path) {
          throw new InputError(
            `The table has no attribute for the account ${accountId} of the role '${role}': name one in 'sagemaker.governance.attributes.accounts'`,
          );
        }
        return [path, accountId];
      });
    }
    default:
      return [];
  }
}

/** Regions in the form that the row has for them already; a list in a new row. */
function regionsLike(found: unknown, regions: string[]): unknown {
  if (found instanceof Set) {
    return new Set(regions);
  }
  return typeof found === 'string' && regions.length === 1
    ? regions[0]
    : regions;
}

/** Value of each attribute that the set has, by its path. */
function valuesOf(
  row: AccountSetRow,
  attributes: AccountSetAttributes,
  found: Row,
): [string, unknown][] {
  const values: [string, unknown][] = [
    // A set of nobody has no owner: an empty text could not be read again.
    [attributes.owner, row.owner || undefined],
    [attributes.state, attributes.stateWords.get(row.state) ?? row.state],
    [
      attributes.regions,
      regionsLike(valueAt(found, attributes.regions), row.regions),
    ],
    ...accountsIn(attributes, row),
    [attributes.provisionedProductId, row.provisionedProductId],
    [attributes.accessGroup, row.accessGroup],
    [attributes.updatedAt, row.updatedAt],
    [TASK, row.taskId],
    [EVIDENCE, row.evidence],
  ];
  return values.filter(([, value]) => value !== undefined);
}

/**
 * Where to write, and what: DynamoDB sets nothing inside a map that is not there, so
 * the outermost missing map is written with all that belongs into it.
 */
export function assignments(
  found: Row,
  values: [string, unknown][],
): [path: string[], value: unknown][] {
  const byRoot = new Map<string, [string[], unknown]>();
  for (const [path, value] of values) {
    const keys = path.split('.');
    let depth = 1;
    for (
      let parent = valueAt(found, keys[0]);
      depth < keys.length && parent !== undefined;
      parent = valueAt(found, keys.slice(0, ++depth).join('.'))
    ) {
      if (!isMap(parent)) {
        throw new InputError(
          `${at(
            keys.slice(0, depth).join('.'),
          )} of the row is no map, so that ${at(
            path,
          )} cannot be written: correct 'sagemaker.governance.attributes' or the row`,
        );
      }
    }
    const root = keys.slice(0, depth);
    const inside = keys.slice(depth);
    const id = root.join('.');
    const sibling = byRoot.get(id)?.[1];
    byRoot.set(id, [
      root,
      inside.length
        ? merged(isMap(sibling) ? sibling : {}, inside, value)
        : value,
    ]);
  }
  return [...byRoot.values()];
}

function merged(into: Row, [key, ...rest]: string[], value: unknown): Row {
  const child = into[key];
  return {
    ...into,
    [key]: rest.length ? merged(isMap(child) ? child : {}, rest, value) : value,
  };
}

/** Collects the placeholders of an expression; a path such as `a.b` becomes `#p0.#p1`. */
class Placeholders {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, unknown> = {};
  private readonly known = new Map<string, string>();

  path(keys: string[]): string {
    return keys
      .map(key => {
        const name = this.known.get(key) ?? `#p${this.known.size}`;
        this.known.set(key, name);
        this.names[name] = key;
        return name;
      })
      .join('.');
  }

  value(value: unknown): string {
    const name = `:v${Object.keys(this.values).length}`;
    this.values[name] = value;
    return name;
  }
}

/**
 * The update that writes a row in the place of `found`, or a new one. It holds only
 * as long as nobody has written state, time and task since `found` was read.
 */
export function rowUpdate(
  row: AccountSetRow,
  attributes: AccountSetAttributes,
  found: Row | undefined,
) {
  const placeholders = new Placeholders();
  const key = keyOf(attributes);
  const set = assignments(
    found ?? {},
    valuesOf(row, attributes, found ?? {}),
  ).map(
    ([path, value]) =>
      `${placeholders.path(path)} = ${placeholders.value(value)}`,
  );
  const keyName = placeholders.path([key]);
  const isUnchanged = (path: string) => {
    const name = placeholders.path(path.split('.'));
    const value = valueAt(found ?? {}, path);
    return value === undefined
      ? `attribute_not_exists(${name})`
      : `${name} = ${placeholders.value(value)}`;
  };
  return {
    Key: { [key]: row.name },
    UpdateExpression: `SET ${set.join(', ')}`,
    // The update would make a row where there is none.
    ConditionExpression: found
      ? [
          `attribute_exists(${keyName})`,
          ...[attributes.state, attributes.updatedAt, TASK].map(isUnchanged),
        ].join(' AND ')
      : `attribute_not_exists(${keyName})`,
    ExpressionAttributeNames: placeholders.names,
    ExpressionAttributeValues: placeholders.values,
  };
}

/** Throws a ConflictError when a row is not the one that a task has read before. */
export function assertUnchanged(
  current: AccountSetRow | undefined,
  previous: AccountSetRow,
) {
  const seen = (row: AccountSetRow) =>
    JSON.stringify([row.state, row.updatedAt, row.taskId]);
  if (!current || seen(current) !== seen(previous)) {
    throw new ConflictError(
      `The row of the account set '${previous.name}' has been ${
        current ? 'written' : 'deleted'
      } by somebody else meanwhile: retry this task, which reads it anew`,
    );
  }
}
