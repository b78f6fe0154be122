import {
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  ListModelPackagesCommandInput,
  SageMakerClient,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import {
  describeContract,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';

const INFERENCE = {
  Containers: [{ Image: '1.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7' }],
  SupportedContentTypes: ['text/csv'],
  SupportedResponseMIMETypes: ['text/csv'],
};

describeContract('SageMaker model packages', contract => {
  const sagemaker = () => contract.account().client(SageMakerClient);
  const arnOf = (resource: string) =>
    `arn:aws:sagemaker:${REGION}:${contract.account().accountId}:${resource}`;

  const createGroup = (ModelPackageGroupName: string) =>
    sagemaker().send(
      new CreateModelPackageGroupCommand({
        ModelPackageGroupName,
      }),
    );
  const register = (ModelPackageGroupName: string) =>
    sagemaker().send(
      new CreateModelPackageCommand({
        ModelPackageGroupName,
        ModelApprovalStatus: 'PendingManualApproval',
        InferenceSpecification: INFERENCE,
      }),
    );
  const listArns = async (input: ListModelPackagesCommandInput) => {
    const { ModelPackageSummaryList = [] } = await sagemaker().send(
      new ListModelPackagesCommand(input),
    );
    return ModelPackageSummaryList.map(summary => summary.ModelPackageArn);
  };

  it('counts the versions of a group', async () => {
    await createGroup('churn-models');
    await createGroup('fraud-models');
    await register('churn-models');
    await register('fraud-models');
    const { ModelPackageArn } = await register('churn-models');
    expect(ModelPackageArn).toBe(arnOf('model-package/churn-models/2'));
    const version = await sagemaker().send(
      new DescribeModelPackageCommand({ ModelPackageName: ModelPackageArn }),
    );
    expect(version).toMatchObject({
      ModelPackageArn,
      ModelPackageGroupName: 'churn-models',
      ModelPackageVersion: 2,
      ModelPackageStatus: 'Completed',
      ModelApprovalStatus: 'PendingManualApproval',
      InferenceSpecification: INFERENCE,
      CreationTime: expect.any(Date),
    });
  });

  describe('list of packages', () => {
    const versions = (...numbers: number[]) =>
      numbers.map(number => arnOf(`model-package/churn-models/${number}`));

    beforeEach(async () => {
      await createGroup('churn-models');
      await register('churn-models');
      await register('churn-models');
      await sagemaker().send(
        new CreateModelPackageCommand({
          ModelPackageName: 'marketplace-model',
          InferenceSpecification: INFERENCE,
        }),
      );
    });

    it('has nothing but unversioned packages unless asked', async () => {
      const unversioned = [arnOf('model-package/marketplace-model')];
      expect(await listArns({})).toEqual(unversioned);
      expect(await listArns({ ModelPackageType: 'Unversioned' })).toEqual(
        unversioned,
      );
    });

    it('has versions when asked for Versioned, the oldest first', async () => {
      expect(await listArns({ ModelPackageType: 'Versioned' })).toEqual(
        versions(1, 2),
      );
    });

    it('has the versions of a group', async () => {
      const ofGroup = { ModelPackageGroupName: 'churn-models' };
      expect(await listArns(ofGroup)).toEqual(versions(1, 2));
      expect(
        await listArns({
          ...ofGroup,
          ModelPackageType: 'Versioned',
          SortBy: 'CreationTime',
          SortOrder: 'Descending',
        }),
      ).toEqual(versions(2, 1));
    });

    it('pages', async () => {
      const input: ListModelPackagesCommandInput = {
        ModelPackageType: 'Versioned',
        MaxResults: 1,
      };
      const first = await sagemaker().send(new ListModelPackagesCommand(input));
      expect(first.ModelPackageSummaryList).toHaveLength(1);
      expect(await listArns({ ...input, NextToken: first.NextToken })).toEqual(
        versions(2),
      );
    });

    it('selects by approval status', async () => {
      await sagemaker().send(
        new UpdateModelPackageCommand({
          ModelPackageArn: versions(2)[0],
          ModelApprovalStatus: 'Approved',
        }),
      );
      expect(
        await listArns({
          ModelPackageGroupName: 'churn-models',
          ModelPackageType: 'Versioned',
          ModelApprovalStatus: 'Approved',
        }),
      ).toEqual(versions(2));
    });
  });

  it.each(['Approved', 'Rejected'] as const)(
    'sets the approval status %s with its reason',
    async ModelApprovalStatus => {
      await createGroup('churn-models');
      const { ModelPackageArn } = await register('churn-models');
      const updated = await sagemaker().send(
        new UpdateModelPackageCommand({
          ModelPackageArn,
          ModelApprovalStatus,
          ApprovalDescription: 'Looked at the bias report',
        }),
      );
      expect(updated.ModelPackageArn).toBe(ModelPackageArn);
      const version = await sagemaker().send(
        new DescribeModelPackageCommand({ ModelPackageName: ModelPackageArn }),
      );
      expect(version).toMatchObject({
        ModelApprovalStatus,
        ApprovalDescription: 'Looked at the bias report',
        LastModifiedTime: expect.any(Date),
      });
    },
  );

  it('knows three approval statuses', async () => {
    await createGroup('churn-models');
    const { ModelPackageArn } = await register('churn-models');
    // The SDK's types allow no other, its runtime sends what it is given.
    const ModelApprovalStatus = JSON.parse('"Maybe"');
    const call = sagemaker().send(
      new UpdateModelPackageCommand({ ModelPackageArn, ModelApprovalStatus }),
    );
    expect(await errorNameOf(call)).toBe('ValidationException');
  });

  it.each([
    { what: 'a version of a group', call: () => register('none') },
    {
      what: 'the description of a version',
      call: () =>
        sagemaker().send(
          new DescribeModelPackageCommand({
            ModelPackageName: arnOf('model-package/none/1'),
          }),
        ),
    },
    {
      what: 'the approval of a version',
      call: () =>
        sagemaker().send(
          new UpdateModelPackageCommand({
            ModelPackageArn: arnOf('model-package/none/1'),
            ModelApprovalStatus: 'Approved',
          }),
        ),
    },
  ])('refuses $what that does not exist', async ({ call }) => {
    expect(await errorNameOf(call())).toBe('ValidationException');
  });
});
