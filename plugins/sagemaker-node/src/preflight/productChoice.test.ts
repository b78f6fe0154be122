import { choosePath, chooseVersion } from './productChoice';

const version = (id: string, createdAt: string, change = {}) => ({
  id,
  name: `v${id.slice(-1)}`,
  active: true,
  deprecated: false,
  createdAt,
  ...change,
});
const VERSIONS = [
  version('pa-2', '2026-02-01'),
  version('pa-1', '2026-01-01'),
  version('pa-3', '2026-03-01', { deprecated: true }),
  version('pa-4', '2026-04-01', { active: false }),
];
const PATHS = [
  { id: 'lp-1', name: 'MLOps' },
  { id: 'lp-2', name: 'Data' },
];

describe('chooseVersion', () => {
  it.each([
    ['the newest that may be launched', undefined, undefined, 'pa-2'],
    ['one by id', 'pa-1', undefined, 'pa-1'],
    ['one by name', 'v1', undefined, 'pa-1'],
    ['a deprecated one that the project has', 'v3', 'pa-3', 'pa-3'],
  ])('takes %s', (_, wanted, current, id) => {
    expect(chooseVersion(VERSIONS, wanted, current)).toEqual({ id });
  });

  it.each([
    ['an unknown one', VERSIONS, 'v9', "'v9': the product has none of that"],
    ['a deprecated one', VERSIONS, 'v3', "'v3' is deprecated"],
    ['one that is not active', VERSIONS, 'pa-4', "'pa-4' is not active"],
    ['none', [], undefined, 'the product has no active version'],
  ])('refuses %s', (_, versions, wanted, finding) => {
    expect(chooseVersion(versions, wanted)).toEqual({
      finding: expect.stringContaining(finding),
    });
  });
});

describe('choosePath', () => {
  it.each([
    ['no name for the only one', PATHS.slice(1), undefined, undefined],
    ['one by id', PATHS, 'lp-2', 'lp-2'],
    ['one by portfolio', PATHS, 'Data', 'lp-2'],
  ])('takes %s', (_, paths, wanted, id) => {
    expect(choosePath(paths, wanted)).toEqual(id ? { id } : {});
  });

  it.each([
    [
      'a product without one',
      [],
      undefined,
      "not offered to the portal's role",
    ],
    ['no choice among several', PATHS, undefined, 'MLOps (lp-1), Data (lp-2)'],
    ['an unknown one', PATHS, 'lp-9', "'lp-9': the product is not offered"],
  ])('refuses %s', (_, paths, wanted, finding) => {
    expect(choosePath(paths, wanted)).toEqual({
      finding: expect.stringContaining(finding),
    });
  });
});
