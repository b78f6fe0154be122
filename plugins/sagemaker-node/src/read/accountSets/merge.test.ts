import { AccountSet } from '../../domain';
import { createAccountSetReader } from './reader';
import { AccountSetListing, AccountSetSource } from './source';

const SET: AccountSet = {
  name: '',
  origin: 'table',
  state: 'active',
  regions: ['eu-west-1'],
  accounts: [],
};

function source(
  name: string,
  sets: string[],
  unreadable: AccountSetListing['unreadable'] = [],
): AccountSetSource {
  return {
    name,
    list: async () => ({
      sets: sets.map(set => ({ ...SET, name: set, owner: name })),
      unreadable,
    }),
  };
}

const reader = (...sources: AccountSetSource[]) =>
  createAccountSetReader(sources, async () => undefined);

const BROKEN = { key: 'broken', reason: 'odd' };

describe('account sets of several sources', () => {
  const three = reader(
    source('the first', ['a'], [BROKEN]),
    source('the second', ['a', 'b', 'broken']),
    source('the third', ['b', 'c']),
  );

  it('gives a name to the first source that has it', async () => {
    const unused = (key: string, loser: string, winner: string) => ({
      key,
      reason: `the account set in ${loser} is not used, because ${winner} has one of the same name`,
    });
    const { sets, unreadable } = await three.list();
    expect(sets.map(({ name, owner }) => [name, owner])).toEqual([
      ['a', 'the first'],
      ['b', 'the second'],
      ['c', 'the third'],
    ]);
    expect(unreadable).toEqual([
      BROKEN,
      unused('a', 'the second', 'the first'),
      unused('broken', 'the second', 'the first'),
      unused('b', 'the third', 'the second'),
    ]);
  });

  it.each([
    ['a', 'the first'],
    ['b', 'the second'],
    ['c', 'the third'],
  ])('gets %s from %s', async (name, owner) => {
    await expect(three.get(name)).resolves.toMatchObject({ name, owner });
  });

  it('does not get from a later source what the first cannot read', async () => {
    await expect(three.get('broken')).rejects.toMatchObject({
      name: 'InputError',
      message: "The account set 'broken' in the first cannot be read: odd",
    });
  });

  it('fails when one source does', async () => {
    const broken: AccountSetSource = {
      name: 'broken',
      list: () => Promise.reject(new Error('no answer')),
    };
    await expect(
      reader(source('the first', ['a']), broken).list(),
    ).rejects.toThrow('no answer');
  });
});
