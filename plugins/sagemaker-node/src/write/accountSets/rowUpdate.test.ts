import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readAttributes } from '../../config/attributes';
import { AccountSetRow } from '../../vending';
import { assertUnchanged, assignments, rowUpdate } from './rowUpdate';

const ROW: AccountSetRow = {
  name: 'pricing',
  owner: 'group:default/pricing',
  state: 'active',
  regions: ['eu-west-1'],
  accounts: [{ role: 'dev', accountId: '210000000002' }],
};
const attributesOf = (attributes: JsonObject) =>
  readAttributes(new ConfigReader(attributes), 'attributes');

describe('assignments', () => {
  it.each<[string, object, [string, unknown][], [string[], unknown][]]>([
    ['a flat value', {}, [['a', 1]], [[['a'], 1]]],
    [
      'values into maps that are there',
      { a: { b: { c: 1 } } },
      [
        ['a.b.c', 2],
        ['a.d', 3],
      ],
      [
        [['a', 'b', 'c'], 2],
        [['a', 'd'], 3],
      ],
    ],
    [
      'maps that are missing, each with all that belongs into it',
      { a: {} },
      [
        ['a.b.c', 1],
        ['a.b.d', 2],
        ['e.f', 3],
        ['e.g', 4],
      ],
      [
        [['a', 'b'], { c: 1, d: 2 }],
        [['e'], { f: 3, g: 4 }],
      ],
    ],
  ])('write %s', (_, found, values, expected) => {
    expect(assignments({ ...found }, values)).toEqual(expected);
  });

  it.each([['text'], [['list']], [new Set(['set'])]])(
    'refuse to write into %p',
    value => {
      expect(() => assignments({ a: value }, [['a.b', 1]])).toThrow(
        "the attribute 'a' of the row is no map",
      );
    },
  );
});

describe('rowUpdate', () => {
  const written = (attributes: JsonObject, found?: object) => {
    const update = rowUpdate(
      ROW,
      attributesOf(attributes),
      found && { ...found },
    );
    const named = (text: string) =>
      text
        .replace(/#p\d+/g, name => update.ExpressionAttributeNames[name])
        .replace(/:v\d+/g, value =>
          JSON.stringify(update.ExpressionAttributeValues[value]),
        );
    return [named(update.UpdateExpression), named(update.ConditionExpression)];
  };

  it('writes a new row on condition that there is none', () => {
    expect(written({})).toEqual([
      'SET owner = "group:default/pricing", status = "active", regions = ["eu-west-1"], accounts = {"dev":"210000000002"}',
      'attribute_not_exists(name)',
    ]);
  });

  it('writes words and forms of the table, on condition of what it said', () => {
    const attributes = {
      name: 'SET_NAME',
      owner: 'team.group',
      state: 'STATE',
      states: { IN_SERVICE: 'active', LIVE: 'active' },
      regions: 'REGION',
      accounts: { dev: 'DEV_ACCOUNT' },
      updatedAt: 'team.at',
    };
    const found = { SET_NAME: 'pricing', STATE: 'live', REGION: 'us-east-1' };
    expect(written(attributes, found)).toEqual([
      'SET team = {"group":"group:default/pricing"}, STATE = "IN_SERVICE", REGION = "eu-west-1", DEV_ACCOUNT = "210000000002"',
      'attribute_exists(SET_NAME) AND STATE = "live" AND attribute_not_exists(team.at) AND attribute_not_exists(task)',
    ]);
  });

  it('refuses an account that the table has no attribute for', () => {
    const attributes = attributesOf({ accounts: { prod: 'PROD' } });
    expect(() => rowUpdate(ROW, attributes, undefined)).toThrow(
      "no attribute for the account 210000000002 of the role 'dev'",
    );
  });
});

describe('assertUnchanged', () => {
  it.each<[string, AccountSetRow | undefined, RegExp]>([
    ['deleted', undefined, /has been deleted by somebody else/],
    ['another state', { ...ROW, state: 'failed' }, /has been written/],
    ['another task', { ...ROW, taskId: 'task-2' }, /has been written/],
    ['another time', { ...ROW, updatedAt: '2026' }, /has been written/],
  ])('finds a row %s', (_, current, message) => {
    expect(() => assertUnchanged(current, ROW)).toThrow(message);
  });
});
