import { mapRow } from './accountSetMapping';

const ROW = {
  name: 'credit-risk',
  owner: 'group:default/credit-risk',
  status: 'active',
  regions: ['eu-west-1'],
  accounts: { dev: '210000000002', prod: '210000000004' },
  provisionedProductId: 'pp-1',
  updatedAt: '2026-01-01T00:00:00Z',
};

describe('mapRow', () => {
  it('reads a whole row', () => {
    expect(mapRow(ROW)).toEqual({
      name: 'credit-risk',
      owner: 'group:default/credit-risk',
      state: 'active',
      regions: ['eu-west-1'],
      accounts: [
        { role: 'dev', accountId: '210000000002' },
        { role: 'prod', accountId: '210000000004' },
      ],
      provisionedProductId: 'pp-1',
      updatedAt: '2026-01-01T00:00:00Z',
    });
  });

  it.each([
    ['a number that lost its zeros', '12345', '000000012345'],
    ['spaces', ' 210000000002 ', '210000000002'],
  ])('reads an account id with %s', (_, stored, accountId) => {
    expect(mapRow({ ...ROW, accounts: { dev: stored } }).accounts).toEqual([
      { role: 'dev', accountId },
    ]);
  });

  it.each([
    ['a string set of regions', { regions: new Set(['eu-west-1']) }],
    ['a status in capitals', { status: 'ACTIVE' }],
    ['no owner', { owner: undefined }],
    ['no accounts yet', { accounts: {} }],
  ])('accepts %s', (_, change) => {
    expect(mapRow({ ...ROW, ...change })).toMatchObject({
      state: 'active',
      regions: ['eu-west-1'],
    });
  });

  it.each([
    ['name', { name: undefined }],
    ['name', { name: '' }],
    ['owner', { owner: 7 }],
    ['status', { status: undefined }],
    ['status', { status: 'gone' }],
    ['regions', { regions: [] }],
    ['regions', { regions: 'eu-west-1' }],
    ['accounts', { accounts: undefined }],
    ['accounts', { accounts: ['210000000002'] }],
    ['dev', { accounts: { dev: '2100000000021' } }],
    ['dev', { accounts: { dev: '2.1e11' } }],
    ['dev', { accounts: { dev: null } }],
    ['sandbox', { accounts: { sandbox: '210000000002' } }],
  ])('names %s in the reason when the row has %j', (attribute, change) => {
    expect(() => mapRow({ ...ROW, ...change })).toThrow(`'${attribute}'`);
  });
});
