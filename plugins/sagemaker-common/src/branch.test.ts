import { assertFeatureBranch, branchNames } from './branch';
import { shortHash } from './names';
import { useCaseNames } from './useCase';

const SET = {
  name: 'credit-risk',
  regions: ['eu-west-1'],
  accounts: [
    { role: 'dev' as const, accountId: '210000000002' },
    { role: 'tooling' as const, accountId: '100000000002' },
  ],
};
const namesOf = (branch: string, useCase = 'churn') =>
  branchNames(useCaseNames(useCase, SET), branch);

describe('branchNames', () => {
  it('names the group in tooling, the pipeline in dev and the prefix in S3', () => {
    const id = `new-features-${shortHash('feature/new-features')}`;
    expect(namesOf('feature/new-features', 'Churn')).toEqual({
      branch: 'feature/new-features',
      branchId: id,
      buildRepository: 'Churn-build',
      modelGroupName: `Churn-${id}-models`,
      modelGroupArn: `arn:aws:sagemaker:eu-west-1:100000000002:model-package-group/Churn-${id}-models`,
      modelGroupRef: expect.stringMatching(
        /^resource:default\/churn-new-features-[0-9a-f]{8}-models-[0-9a-f]{8}$/,
      ),
      pipelineName: `Churn-${id}-training`,
      pipelineArn: `arn:aws:sagemaker:eu-west-1:210000000002:pipeline/churn-${id}-training`,
      pipelineRef: expect.stringMatching(
        /^resource:default\/churn-new-features-[0-9a-f]{8}-training-[0-9a-f]{8}$/,
      ),
      artifactPrefix: `Churn/branches/${id}/`,
      lifecycleRule: `mlops-branch-Churn-${id}`,
    });
  });

  it.each([
    ['feature/A_b.c', 'a-b-c'],
    ['feature/team/short', 'team-short'],
    ['feature/a-name-that-is-much-longer-than-it-may-be', 'a-name-that-is'],
    ['feature/a-name-of-14-x', 'a-name-of-14-x'],
    ['feature/thirteen-abcd-e', 'thirteen-abcd'],
  ])('calls %s %s with a hash', (branch, slug) => {
    expect(namesOf(branch).branchId).toBe(`${slug}-${shortHash(branch)}`);
  });

  // The build repository computes the same, in branch_names.py.
  it.each([
    ['feature/new-features', 'new-features-370ad233'],
    ['feature/A_b.c', 'a-b-c-c2fff645'],
    ['feature/JIRA-12_more--x.y', 'jira-12-more-x-06dc3302'],
  ])('knows %s as %s, as its build repository does', (branch, id) => {
    expect(namesOf(branch).branchId).toBe(id);
  });

  it('tells branches apart that look alike', () => {
    const ids = [
      'feature/a-b',
      'feature/a_b',
      'feature/A-b',
      'feature/a/b',
    ].map(branch => namesOf(branch).branchId);
    expect(new Set(ids).size).toBe(4);
  });

  it('stays below the 63 characters of a model group', () => {
    const { modelGroupName } = namesOf(
      `feature/${'x'.repeat(92)}`,
      'u'.repeat(32),
    );
    expect(modelGroupName).toHaveLength(63);
    expect(modelGroupName).toMatch(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);
  });
});

describe('assertFeatureBranch', () => {
  it.each([
    'main',
    'develop',
    'feature',
    'feature/',
    'feature/-a',
    'feature/a-',
    'feature/a..b',
    'feature/a//b',
    'feature/a b',
    'feature/ä',
    'feature/a.lock',
    'feature/a~1',
    'bugfix/a',
    'Feature/a',
    'refs/heads/feature/a',
    `feature/${'x'.repeat(93)}`,
  ])('refuses %s with the rule', branch => {
    expect(() => assertFeatureBranch(branch)).toThrow(
      `'${branch}' cannot be a feature branch: 'feature/' and up to 92 letters`,
    );
  });

  it.each(['feature/a', 'feature/JIRA-12_more--x.y', 'feature/a/b'])(
    'takes %s',
    branch => {
      expect(() => assertFeatureBranch(branch)).not.toThrow();
    },
  );
});
