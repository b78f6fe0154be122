import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { createFilter, readSelection } from './filter';

const filterOf = (config: { include?: JsonObject; exclude?: JsonObject }) => {
  const root = new ConfigReader(config);
  return createFilter(
    readSelection(root.getOptionalConfig('include')),
    readSelection(root.getOptionalConfig('exclude')),
  );
};

const resource = {
  accountId: '210000000002',
  name: 'prod-churn',
  tags: { 'mlops:managed': 'true', Team: 'group:default/risk' },
};

it.each<[string, JsonObject, boolean]>([
  ['nothing', {}, true],
  ['its account', { include: { accounts: ['210000000002'] } }, true],
  ['another account', { include: { accounts: ['210000000003'] } }, false],
  ['a glob of its name', { include: { names: ['dev-*', 'prod-*'] } }, true],
  ['a glob of other names', { include: { names: ['dev-*'] } }, false],
  [
    'a tag that it has',
    { include: { tags: { 'mlops:managed': 'true' } } },
    true,
  ],
  ['a tag key in other case', { include: { tags: { team: '**' } } }, true],
  ['another value', { include: { tags: { 'mlops:managed': 'no' } } }, false],
  ['a tag that it lacks', { include: { tags: { gone: '**' } } }, false],
  [
    'its name, but another tag',
    { include: { names: ['prod-*'], tags: { gone: '**' } } },
    false,
  ],
  ['its account left out', { exclude: { accounts: ['210000000002'] } }, false],
  ['another account left out', { exclude: { accounts: ['1'] } }, true],
  ['its name left out', { exclude: { names: ['*-churn'] } }, false],
  ['its tag left out', { exclude: { tags: { 'mlops:managed': '*' } } }, false],
  [
    'its name taken and left out',
    { include: { names: ['prod-*'] }, exclude: { names: ['prod-churn'] } },
    false,
  ],
])('with %s selected a resource is taken or not', (_case, config, taken) => {
  expect(filterOf(config).takes(resource)).toBe(taken);
});

it('tells whether an account has to be asked at all', () => {
  const { takesAccount } = filterOf({
    include: { accounts: ['1', '2'] },
    exclude: { accounts: ['2'] },
  });
  expect(['1', '2', '3'].map(takesAccount)).toEqual([true, false, false]);
});
