import { StubError } from '../testing/awsStub';
import { TOOLING } from '../testing/environment';
import { stubbedAws } from '../testing/stubbedAws';

const SAGEMAKER = `arn:aws:sagemaker:eu-west-1:${TOOLING.accountId}`;
const GROUP = `${SAGEMAKER}:model-package-group/churn-models`;
const VERSION = `${SAGEMAKER}:model-package/churn-models/14`;

describe('version reader', () => {
  const t = stubbedAws();

  const modelPackage = {
    ModelPackageArn: VERSION,
    ModelPackageVersion: 14,
    ModelPackageStatus: 'Completed',
    ModelApprovalStatus: 'PendingManualApproval',
    CreationTime: 1767261600,
    LastModifiedTime: 1767261600.5,
  };

  it('costs one call a page', async () => {
    t.answers.Search = () => ({
      Results: [{ ModelPackage: modelPackage }, { ModelPackage: {} }],
      NextToken: 'more',
    });
    const page = await t.aws.versions.list(GROUP, { limit: 5, cursor: 'c' });
    expect(page).toMatchObject({
      items: [{ version: 14, arn: VERSION }],
      skipped: [{ id: 'a record without ARN' }],
      nextCursor: 'more',
    });
    expect(t.calls()).toEqual([
      {
        operation: 'Search',
        input: {
          Resource: 'ModelPackage',
          SearchExpression: {
            Filters: [
              {
                Name: 'ModelPackageGroupName',
                Operator: 'Equals',
                Value: 'churn-models',
              },
            ],
          },
          SortBy: 'CreationTime',
          SortOrder: 'Descending',
          MaxResults: 5,
          NextToken: 'c',
        },
      },
    ]);
  });

  it('finds a group whose ARN holds its name in lower case, and remembers it', async () => {
    t.answers.Search = ({ input }) => ({
      Results: JSON.stringify(input).includes('"Churn-Models"')
        ? [{ ModelPackage: modelPackage }]
        : [],
    });
    t.answers.DescribeModelPackageGroup = () => ({
      ModelPackageGroupName: 'Churn-Models',
    });
    for (let i = 0; i < 2; i++) {
      await expect(t.aws.versions.list(GROUP)).resolves.toMatchObject({
        items: [{ version: 14 }],
      });
    }
    expect(t.calls().map(({ operation }) => operation)).toEqual([
      'Search',
      'DescribeModelPackageGroup',
      'Search',
      'Search',
    ]);
  });

  it('throws NotFoundError for a group that does not exist', async () => {
    t.answers.DescribeModelPackageGroup = () => {
      throw new StubError('ValidationException', 'group does not exist');
    };
    await expect(t.aws.versions.list(GROUP)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  const decision = {
    decision: 'Approved',
    reason: 'Better',
    decidedBy: 'user:default/ada',
    expected: 'PendingManualApproval@2026-01-01T10:00:00.500Z',
  } as const;

  it('approves what the person saw', async () => {
    t.answers.DescribeModelPackage = () => modelPackage;
    await t.aws.versions.decide(GROUP, 14, decision);
    expect(t.calls()).toEqual([
      {
        operation: 'DescribeModelPackage',
        input: { ModelPackageName: VERSION },
      },
      {
        operation: 'UpdateModelPackage',
        input: {
          ModelPackageArn: VERSION,
          ModelApprovalStatus: 'Approved',
          ApprovalDescription: 'Better (approved by user:default/ada)',
        },
      },
    ]);
  });

  it('changes nothing when the version is not what the person saw', async () => {
    t.answers.DescribeModelPackage = () => ({
      ...modelPackage,
      ModelApprovalStatus: 'Rejected',
    });
    await expect(
      t.aws.versions.decide(GROUP, 14, decision),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(t.stub.count('UpdateModelPackage')).toBe(0);
  });
});
