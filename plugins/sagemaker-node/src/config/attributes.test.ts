import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readAttributes } from './attributes';

const read = (attributes: JsonObject) =>
  readAttributes(new ConfigReader(attributes), 'attributes');

describe('readAttributes', () => {
  it('changes only what is named', () => {
    const standard = readAttributes(undefined, 'attributes');
    expect(read({ owner: 'team.name' })).toEqual({
      ...standard,
      owner: 'team.name',
    });
  });

  it.each<[string, JsonObject]>([
    [
      'attributes.states.RETIRED must be one of provisioning',
      { states: { RETIRED: 'gone' } },
    ],
    ['attributes.states must be a map of words', { states: ['active'] }],
    [
      'attributes.account.roles.development must be one of experimentation',
      { account: { id: 'a', role: 'b', roles: { development: 'develop' } } },
    ],
    ["'account.role'", { account: { id: 'a' } }],
    ["either 'accounts'", { accounts: 'a', account: { id: 'a', role: 'b' } }],
    ['attributes.accounts must be a map', { accounts: ['DEV'] }],
    [
      'Every key of attributes.accounts must be one of experimentation',
      { accounts: { development: 'DEV_ACCOUNT' } },
    ],
    ['attributes.accounts.dev must be a text', { accounts: { dev: 7 } }],
  ])('says %s', (message, attributes) => {
    expect(() => read(attributes)).toThrow(message);
  });
});
