import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readAttributes } from '../../config/attributes';
import { Row } from './rowMapping';
import { mapRows } from './tableMapping';

const map = (rows: Row[], attributes: JsonObject = {}) =>
  mapRows(rows, readAttributes(new ConfigReader(attributes), 'attributes'));

const ROW = {
  name: 'credit-risk',
  owner: 'group:default/credit-risk',
  status: 'active',
  regions: ['eu-west-1'],
  accounts: { dev: '210000000002', prod: '210000000004' },
  provisionedProductId: 'pp-1',
  updatedAt: '2026-01-01T00:00:00Z',
};

const SET = {
  name: 'credit-risk',
  origin: 'table',
  owner: 'group:default/credit-risk',
  state: 'active',
  regions: ['eu-west-1'],
  accounts: [
    { role: 'dev', accountId: '210000000002' },
    { role: 'prod', accountId: '210000000004' },
  ],
  provisionedProductId: 'pp-1',
  updatedAt: '2026-01-01T00:00:00Z',
};

const ENVIRONMENT_ROWS = {
  name: 'project',
  regions: 'region',
  account: {
    id: 'account_number',
    role: 'environment',
    roles: { development: 'dev', production: 'prod' },
  },
};

function environmentRow(environment: string, change: object = {}) {
  return {
    project: 'credit-risk',
    environment,
    account_number: '210000000002',
    region: 'eu-west-1',
    ...change,
  };
}

describe('mapRows', () => {
  it.each<[string, JsonObject, Row[]]>([
    ['as this suite names them', {}, [ROW]],
    [
      'flat, with an attribute for each account and one region',
      {
        name: 'SET_NAME',
        owner: 'OWNER',
        state: 'STATE',
        states: { IN_SERVICE: 'active' },
        regions: 'DEPLOYMENT_REGION',
        accounts: {
          dev: 'DEV_ACCOUNT',
          preprod: 'PREPROD_ACCOUNT',
          prod: 'PROD_ACCOUNT',
        },
        provisionedProductId: 'PRODUCT',
        updatedAt: 'CHANGED',
      },
      [
        {
          SET_NAME: 'credit-risk',
          OWNER: 'group:default/credit-risk',
          STATE: 'In_Service',
          DEPLOYMENT_REGION: 'eu-west-1',
          DEV_ACCOUNT: '210000000002',
          PREPROD_ACCOUNT: null,
          PROD_ACCOUNT: '210000000004',
          PRODUCT: 'pp-1',
          CHANGED: '2026-01-01T00:00:00Z',
        },
      ],
    ],
    [
      'in nested maps',
      {
        name: 'business_unit.name',
        owner: 'business_unit.contact.group',
        state: 'business_unit.state',
        regions: 'business_unit.region',
        accounts: {
          dev: 'business_unit.dev_account_number',
          prod: 'business_unit.prod_account_number',
        },
        provisionedProductId: 'product.id',
        updatedAt: 'product.updated_at',
      },
      [
        {
          id: '7',
          business_unit: {
            name: 'credit-risk',
            contact: { group: 'group:default/credit-risk' },
            state: 'ACTIVE',
            region: new Set(['eu-west-1']),
            dev_account_number: '210000000002',
            prod_account_number: '210000000004',
          },
          product: { id: 'pp-1', updated_at: '2026-01-01T00:00:00Z' },
        },
      ],
    ],
    [
      'with a row for each account',
      {
        ...ENVIRONMENT_ROWS,
        owner: 'owner',
        provisionedProductId: 'product',
        updatedAt: 'changed',
      },
      [
        environmentRow('Development', {
          owner: 'group:default/credit-risk',
          changed: '2025-06-01T00:00:00Z',
        }),
        environmentRow('prod', {
          account_number: '210000000004',
          product: 'pp-1',
          changed: '2026-01-01T00:00:00Z',
        }),
        environmentRow('PRODUCTION', { account_number: '210000000004' }),
      ],
    ],
  ])('reads a table %s', (_, attributes, rows) => {
    expect(map(rows, attributes)).toEqual({ sets: [SET], unreadable: [] });
  });

  it.each([
    ['a number that lost its zeros', '12345', '000000012345'],
    ['spaces', ' 210000000002 ', '210000000002'],
  ])('reads an account id with %s', (_, stored, accountId) => {
    const { sets } = map([{ ...ROW, accounts: { dev: stored } }]);
    expect(sets[0].accounts).toEqual([{ role: 'dev', accountId }]);
  });

  it.each<[string, object, object]>([
    ['a string set of regions', { regions: new Set(['eu-west-1']) }, {}],
    ['a status in capitals', { status: 'ACTIVE' }, {}],
    ['no status', { status: undefined }, {}],
    ['no owner', { owner: null }, { owner: undefined }],
    ['no accounts yet', { accounts: {} }, { accounts: [] }],
  ])('accepts %s', (_, change, expected) => {
    expect(map([{ ...ROW, ...change }])).toMatchObject({
      sets: [{ state: 'active', regions: ['eu-west-1'], ...expected }],
      unreadable: [],
    });
  });

  it.each<[string, object]>([
    ['name', { name: undefined }],
    ['name', { name: '' }],
    ['owner', { owner: true }],
    ['status', { status: 'gone' }],
    ['regions', { regions: undefined }],
    ['regions', { regions: [] }],
    ['regions', { regions: ['eu-west-1', 'Ireland'] }],
    ['accounts', { accounts: undefined }],
    ['accounts', { accounts: ['210000000002'] }],
    ['accounts', { accounts: { sandbox: '210000000002' } }],
    ['accounts.dev', { accounts: { dev: '2100000000021' } }],
    ['accounts.dev', { accounts: { dev: '2.1e11' } }],
    ['accounts.dev', { accounts: { dev: null } }],
  ])(
    'names %s in the reason when the row has %j, and reads the others',
    (attribute, change) => {
      const bad = { ...ROW, name: 'bad', ...change };
      const { sets, unreadable } = map([bad, ROW]);
      expect(sets).toEqual([SET]);
      expect(unreadable).toEqual([
        {
          key: bad.name || JSON.stringify(bad),
          reason: expect.stringContaining(`the attribute '${attribute}'`),
        },
      ]);
    },
  );

  it('tells a set without accounts from a mistaken mapping', () => {
    const attributes = { accounts: { dev: 'DEV', prod: 'PROD' } };
    expect(
      map(
        [
          { ...ROW, name: 'vending', status: 'provisioning' },
          { ...ROW, name: 'bad' },
        ],
        attributes,
      ),
    ).toMatchObject({
      sets: [{ name: 'vending', accounts: [] }],
      unreadable: [
        { key: 'bad', reason: "it has none of the attributes 'DEV', 'PROD'" },
      ],
    });
  });

  it('refuses a second row of a set where one row holds a whole set', () => {
    const rows = [ROW, { ...ROW, owner: 'group:default/other' }];
    expect(map(rows)).toEqual({
      sets: [],
      unreadable: [
        {
          key: 'credit-risk',
          reason: '2 rows have this name, where one row holds a whole set',
        },
      ],
    });
  });

  it.each<[string, object, string]>([
    [
      'an account id that is none',
      { account_number: 'x' },
      `the attribute 'account_number' must be an account id of twelve digits, but is "x", in {"project":"credit-risk","environment":"production","account_number":"x"`,
    ],
    [
      'a role that is none',
      { environment: 'sandbox' },
      "the attribute 'environment' must be one of",
    ],
    ['no role', { environment: undefined }, "the attribute 'environment'"],
    [
      'another owner',
      { owner: 'b' },
      `its rows disagree about the attribute 'owner': "a" and "b"`,
    ],
    [
      'another state',
      { status: 'failed' },
      `its rows disagree about the attribute 'status': "active" and "failed"`,
    ],
    [
      'another region',
      { region: 'us-east-1' },
      `its rows disagree about the attribute 'region': ["eu-west-1"] and ["us-east-1"]`,
    ],
    [
      'the same role for another account',
      { environment: 'development', account_number: '210000000009' },
      "its rows name two accounts with the role 'dev': 210000000002 and 210000000009",
    ],
  ])(
    'leaves out the whole set when one of its rows has %s',
    (_, change, reason) => {
      const { sets, unreadable } = map(
        [
          environmentRow('development', { owner: 'a' }),
          environmentRow('production', {
            account_number: '210000000004',
            ...change,
          }),
          environmentRow('development', { project: 'churn' }),
        ],
        ENVIRONMENT_ROWS,
      );
      expect(sets.map(({ name }) => name)).toEqual(['churn']);
      expect(unreadable).toEqual([
        { key: 'credit-risk', reason: expect.stringContaining(reason) },
      ]);
    },
  );
});
