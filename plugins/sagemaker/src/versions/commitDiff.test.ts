import { commitDiffUrl } from './commitDiff';

it.each<[string, string | undefined, string | undefined]>([
  [
    'GitHub',
    'https://github.com/acme/churn-build.git',
    'https://github.com/acme/churn-build/compare/a1...b2',
  ],
  [
    'GitHub Enterprise',
    'https://ghe.acme.com/ml/churn-build/',
    'https://ghe.acme.com/ml/churn-build/compare/a1...b2',
  ],
  [
    'GitLab',
    'https://gitlab.acme.com/ml/team/churn-build',
    'https://gitlab.acme.com/ml/team/churn-build/-/compare/a1...b2',
  ],
  [
    'CodeCommit',
    'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/churn-build',
    'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/churn-build/compare/b2/.../a1?region=eu-west-1',
  ],
  ['only a name', 'churn-build', undefined],
  ['another protocol', 'ssh://git@host/churn-build', undefined],
  ['nothing', undefined, undefined],
])('the difference of two commits at %s', (_, repository, url) => {
  expect(commitDiffUrl(repository, 'a1', 'b2')).toBe(url);
});

it.each([
  ['a1', 'a1'],
  [undefined, 'b2'],
  ['a1', undefined],
])('is none between %s and %s', (from, to) => {
  expect(commitDiffUrl('https://github.com/a/b', from, to)).toBeUndefined();
});

it('escapes what stands for a commit', () => {
  expect(commitDiffUrl('https://github.com/a/b', 'x/../y', 'z?q')).toBe(
    'https://github.com/a/b/compare/x%2F..%2Fy...z%3Fq',
  );
});
