import { modelGroupPolicy } from './policy';

const GROUP =
  'arn:aws:sagemaker:eu-west-1:100000000002:model-package-group/churn-models';
const VERSIONS =
  'arn:aws:sagemaker:eu-west-1:100000000002:model-package/churn-models/*';

function statements(registering: string[], deploying: string[]) {
  const policy = modelGroupPolicy(GROUP, { registering, deploying });
  return policy && JSON.parse(policy).Statement;
}
const root = (id: string) => `arn:aws:iam::${id}:root`;

describe('modelGroupPolicy', () => {
  it('lets dev register and the stages deploy, and all of them read', () => {
    const resources = {
      Effect: 'Allow',
      Resource: [GROUP, VERSIONS],
    };
    expect(
      statements(['210000000002'], ['210000000004', '210000000003']),
    ).toEqual([
      {
        ...resources,
        Sid: 'ReadVersions',
        Principal: {
          AWS: ['210000000002', '210000000003', '210000000004'].map(root),
        },
        Action: [
          'sagemaker:DescribeModelPackageGroup',
          'sagemaker:DescribeModelPackage',
          'sagemaker:ListModelPackages',
        ],
      },
      {
        ...resources,
        Sid: 'RegisterVersions',
        Principal: { AWS: [root('210000000002')] },
        Action: ['sagemaker:CreateModelPackage'],
      },
      {
        ...resources,
        Sid: 'DeployVersions',
        Principal: { AWS: ['210000000003', '210000000004'].map(root) },
        Action: ['sagemaker:CreateModel'],
      },
    ]);
  });

  it('lets no stage into a group of which nothing is deployed', () => {
    expect(
      statements(['210000000002'], []).map(({ Sid }: { Sid: string }) => Sid),
    ).toEqual(['ReadVersions', 'RegisterVersions']);
  });

  it('is not needed where tooling is merged into the only account', () => {
    expect(statements(['100000000002'], ['100000000002'])).toBeUndefined();
  });
});
