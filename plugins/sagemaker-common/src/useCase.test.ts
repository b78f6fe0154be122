import { AccountSetAccount } from './accountSet';
import { assertProjectName, useCaseNames } from './useCase';

const DEV: AccountSetAccount = { role: 'dev', accountId: '210000000002' };
const TOOLING: AccountSetAccount = {
  role: 'tooling',
  accountId: '100000000002',
};
const set = (...accounts: AccountSetAccount[]) => ({
  name: 'credit-risk',
  regions: ['eu-west-1', 'us-east-1'],
  accounts,
});

describe('useCaseNames', () => {
  it('puts project, registry and CI/CD into tooling and the pipeline into dev', () => {
    expect(useCaseNames('Churn', set(DEV, TOOLING))).toMatchObject({
      projectArn: 'arn:aws:sagemaker:eu-west-1:100000000002:project/Churn',
      modelGroupArn:
        'arn:aws:sagemaker:eu-west-1:100000000002:model-package-group/Churn-models',
      pipelineArn:
        'arn:aws:sagemaker:eu-west-1:210000000002:pipeline/churn-training',
      deploymentPipelineArn:
        'arn:aws:codepipeline:eu-west-1:100000000002:Churn-deploy',
      systemRef: expect.stringMatching(/^system:default\/churn-[0-9a-f]{8}$/),
    });
  });

  it('takes dev where tooling is merged into it', () => {
    expect(useCaseNames('churn', set(DEV)).toolingAccountId).toBe(
      DEV.accountId,
    );
  });

  it('says which role is missing', () => {
    expect(() => useCaseNames('churn', set(TOOLING))).toThrow(
      "Account set 'credit-risk' has no account with the role 'dev'",
    );
  });
});

describe('assertProjectName', () => {
  it.each(['a', 'churn', 'churn-2', 'A1-b2', 'x'.repeat(32)])(
    'takes %s',
    name => {
      expect(() => assertProjectName(name)).not.toThrow();
    },
  );

  it.each(['', '-a', 'a-', 'a_b', 'a b', 'ä', 'x'.repeat(33)])(
    'refuses %p with the rule',
    name => {
      expect(() => assertProjectName(name)).toThrow(
        /up to 32 letters, digits and hyphens/,
      );
    },
  );
});
