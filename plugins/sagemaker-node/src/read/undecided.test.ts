import { StubCall } from '../testing/awsStub';
import { TOOLING } from '../testing/environment';
import { stubbedAws } from '../testing/stubbedAws';

const SAGEMAKER = `arn:aws:sagemaker:eu-west-1:${TOOLING.accountId}`;
const GROUP = `${SAGEMAKER}:model-package-group/churn-models`;

describe('undecided versions', () => {
  const t = stubbedAws();

  const record = (version: number, status: string, CreationTime: number) => ({
    ModelPackage: {
      ModelPackageArn: `${SAGEMAKER}:model-package/churn-models/${version}`,
      ModelPackageVersion: version,
      ModelPackageStatus: 'Completed',
      ModelApprovalStatus: status,
      CreationTime,
    },
  });
  const statusIn = ({ input }: StubCall) =>
    JSON.stringify(input).includes('"Approved"')
      ? 'Approved'
      : 'PendingManualApproval';
  const filters = () =>
    t.calls().flatMap(({ input }) => {
      const { Filters } = JSON.parse(JSON.stringify(input)).SearchExpression;
      return [Filters];
    });

  const isStatus = (Value: string) => ({
    Name: 'ModelApprovalStatus',
    Operator: 'Equals',
    Value,
  });
  const isNewer = {
    Name: 'CreationTime',
    Operator: 'GreaterThanOrEqualTo',
    Value: '2026-01-01T10:00:00Z',
  };

  it('are those that wait, and what was approved after the oldest of them', async () => {
    t.answers.Search = call =>
      statusIn(call) === 'Approved'
        ? { Results: [record(15, 'Approved', 1767261700)] }
        : {
            Results: call.input.NextToken
              ? [record(16, 'PendingManualApproval', 1767261800)]
              : [record(14, 'PendingManualApproval', 1767261600.5), {}],
            NextToken: call.input.NextToken ? undefined : 'more',
          };
    const found = await t.aws.versions.undecided(TOOLING);
    expect(found.items.map(({ version }) => version)).toEqual([14, 16, 15]);
    expect(filters()).toEqual([
      [isStatus('PendingManualApproval')],
      [isStatus('PendingManualApproval')],
      [isStatus('Approved'), isNewer],
    ]);
  });

  it('cost one call when nothing waits', async () => {
    t.answers.Search = () => ({ Results: [] });
    expect(await t.aws.versions.undecided(TOOLING)).toEqual({
      items: [],
      skipped: [],
    });
    expect(t.stub.count('Search')).toBe(1);
  });

  it('can be those of one group, by its exact name, which is asked for once', async () => {
    t.answers.DescribeModelPackageGroup = () => ({
      ModelPackageGroupName: 'Churn-Models',
    });
    t.answers.Search = () => ({ Results: [] });
    await t.aws.versions.undecided({ modelGroupArn: GROUP });
    await t.aws.versions.undecided({ modelGroupArn: GROUP });
    expect(t.stub.count('DescribeModelPackageGroup')).toBe(1);
    expect(JSON.stringify(t.calls().at(-1))).toContain('"Churn-Models"');
  });

  it('report a record that cannot be understood', async () => {
    const { ModelPackage } = record(14, 'PendingManualApproval', 1767261600);
    t.answers.Search = call => ({
      Results:
        statusIn(call) === 'Approved'
          ? []
          : [
              {
                ModelPackage: {
                  ...ModelPackage,
                  ModelPackageVersion: undefined,
                },
              },
              record(15, 'PendingManualApproval', 1767261600),
            ],
    });
    expect(await t.aws.versions.undecided(TOOLING)).toMatchObject({
      items: [{ version: 15 }],
      skipped: [{ id: ModelPackage.ModelPackageArn }],
    });
  });
});
