import {
  CreateModelPackageGroupCommand,
  DescribeModelPackageGroupCommand,
  ListModelPackageGroupsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { deviation, expectedOf } from './__testUtils__/deviations';
import {
  describeContract,
  enterNewAccount,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';

const DEVIATIONS = {
  duplicateGroup: deviation<string | undefined>(
    'ValidationException',
    undefined,
    'moto puts the new group in the place of the old one',
  ),
};

describeContract('SageMaker model package groups', contract => {
  const sagemaker = () => contract.account().client(SageMakerClient);
  const arnOf = (resource: string) =>
    `arn:aws:sagemaker:${REGION}:${contract.account().accountId}:${resource}`;

  const createGroup = (ModelPackageGroupName: string) =>
    sagemaker().send(
      new CreateModelPackageGroupCommand({
        ModelPackageGroupName,
        ModelPackageGroupDescription: `Models of ${ModelPackageGroupName}`,
      }),
    );
  it('creates and describes a group', async () => {
    const { ModelPackageGroupArn } = await createGroup('churn-models');
    expect(ModelPackageGroupArn).toBe(
      arnOf('model-package-group/churn-models'),
    );
    const group = await sagemaker().send(
      new DescribeModelPackageGroupCommand({
        ModelPackageGroupName: 'churn-models',
      }),
    );
    expect(group).toMatchObject({
      ModelPackageGroupArn,
      ModelPackageGroupName: 'churn-models',
      ModelPackageGroupDescription: 'Models of churn-models',
      ModelPackageGroupStatus: 'Completed',
      CreationTime: expect.any(Date),
    });
  });

  it('has one group of a name', async () => {
    await createGroup('churn-models');
    expect(await errorNameOf(createGroup('churn-models'))).toBe(
      expectedOf(contract, DEVIATIONS.duplicateGroup),
    );
  });

  it('keeps accounts and regions apart', async () => {
    await createGroup('churn-models');
    const other = await enterNewAccount(contract.url());
    for (const client of [
      other.client(SageMakerClient),
      contract.account().client(SageMakerClient, 'us-east-1'),
    ]) {
      const { ModelPackageGroupSummaryList } = await client.send(
        new ListModelPackageGroupsCommand({}),
      );
      expect(ModelPackageGroupSummaryList).toEqual([]);
    }
  });

  it('lists groups page by page, the oldest first', async () => {
    const names = ['m-first', 'a-second', 'z-third'];
    for (const name of names) {
      await createGroup(name);
    }
    const pages: (string | undefined)[][] = [];
    let NextToken: string | undefined;
    do {
      const page = await sagemaker().send(
        new ListModelPackageGroupsCommand({ MaxResults: 2, NextToken }),
      );
      pages.push(
        (page.ModelPackageGroupSummaryList ?? []).map(
          group => group.ModelPackageGroupName,
        ),
      );
      NextToken = page.NextToken;
    } while (NextToken);
    expect(pages).toEqual([['m-first', 'a-second'], ['z-third']]);
  });

  it.each([
    {
      input: { SortBy: 'Name', SortOrder: 'Descending' },
      names: ['fraud-b', 'fraud-a', 'churn'],
    },
    { input: { NameContains: 'fraud' }, names: ['fraud-b', 'fraud-a'] },
  ] as const)('lists groups with $input', async ({ input, names }) => {
    for (const name of ['fraud-b', 'churn', 'fraud-a']) {
      await createGroup(name);
    }
    const { ModelPackageGroupSummaryList = [] } = await sagemaker().send(
      new ListModelPackageGroupsCommand(input),
    );
    expect(
      ModelPackageGroupSummaryList.map(group => group.ModelPackageGroupName),
    ).toEqual(names);
  });

  it('refuses to describe a group that does not exist', async () => {
    const call = sagemaker().send(
      new DescribeModelPackageGroupCommand({ ModelPackageGroupName: 'none' }),
    );
    expect(await errorNameOf(call)).toBe('ValidationException');
  });
});
