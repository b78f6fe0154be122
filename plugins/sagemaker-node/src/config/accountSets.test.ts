import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readAccountSets } from './accountSets';

const SET = {
  name: 'credit-risk',
  regions: ['eu-west-1'],
  accounts: { dev: '210000000002' },
};

const read = (...sets: JsonObject[]) =>
  readAccountSets(
    sets.map(set => new ConfigReader(set)),
    'sets',
  );

describe('readAccountSets', () => {
  it('reads the state and the owner', () => {
    expect(
      read({ ...SET, state: 'decommissioned', owner: 'risk' }),
    ).toMatchObject([{ state: 'decommissioned', owner: 'risk' }]);
  });

  it.each<[string, JsonObject]>([
    ['sets[1].name must be a text, but is missing', { name: undefined }],
    ['sets[1].name must be a text, but is ""', { name: '' }],
    ['sets[1].state must be one of provisioning, active', { state: 'ACTIVE' }],
    ['sets[1].regions must be a list of at least one', { regions: [] }],
    ['sets[1].regions must be a list', { regions: 'eu-west-1' }],
    ['sets[1].regions[0] must be an AWS region', { regions: ['Ireland'] }],
    ['sets[1].accounts must be a map', { accounts: undefined }],
    ['sets[1].accounts must be a map', { accounts: ['210000000002'] }],
    ['sets[1].accounts must have at least one account', { accounts: {} }],
    [
      'sets[1].accounts.dev must be twelve digits in quotes, but is 2100',
      { accounts: { dev: 210000000002 } },
    ],
    [
      'Every key of sets[1].accounts must be one of experimentation',
      { accounts: { sandbox: '210000000002' } },
    ],
    ["another 'credit-risk'", { name: 'credit-risk' }],
  ])('says %s', (message, change) => {
    expect(() => read(SET, { ...SET, name: 'other', ...change })).toThrow(
      message,
    );
  });
});
