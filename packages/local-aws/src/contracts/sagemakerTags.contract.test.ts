import {
  AddTagsCommand,
  CreateModelPackageGroupCommand,
  CreatePipelineCommand,
  DeleteTagsCommand,
  ListTagsCommand,
  SageMakerClient,
  Tag,
} from '@aws-sdk/client-sagemaker';
import { deviation, expectedOf } from './__testUtils__/deviations';
import {
  describeContract,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';
import { TRAINING_PIPELINE } from './__testUtils__/trainingPipeline';

const OWNER: Tag = { Key: 'mlops:owner', Value: 'group:default/marketing' };
const PROJECT: Tag = { Key: 'sagemaker:project-name', Value: 'churn' };
const NEW_OWNER: Tag = { ...OWNER, Value: 'group:default/credit-risk' };

const DEVIATIONS = {
  overwritten: deviation(
    [PROJECT, NEW_OWNER],
    [OWNER, PROJECT, NEW_OWNER],
    'moto keeps the old tag beside the new one of the same key',
  ),
  missingResource: deviation(
    'ValidationException',
    'SyntaxError',
    'moto fails in its own code and answers a page that is no JSON',
  ),
};

describeContract('SageMaker tags', contract => {
  const sagemaker = () => contract.account().client(SageMakerClient);
  const listTags = async (ResourceArn: string) => {
    const { Tags } = await sagemaker().send(
      new ListTagsCommand({ ResourceArn }),
    );
    return Tags;
  };
  const create = {
    'model-package-group': async () => {
      const { ModelPackageGroupArn } = await sagemaker().send(
        new CreateModelPackageGroupCommand({
          ModelPackageGroupName: 'churn-models',
          Tags: [OWNER],
        }),
      );
      return ModelPackageGroupArn ?? '';
    },
    pipeline: async () => {
      const { PipelineArn } = await sagemaker().send(
        new CreatePipelineCommand({
          ...TRAINING_PIPELINE,
          PipelineName: 'churn-training',
          Tags: [OWNER],
        }),
      );
      return PipelineArn ?? '';
    },
  };

  it.each(['model-package-group', 'pipeline'] as const)(
    'adds and deletes tags of a %s',
    async type => {
      const ResourceArn = await create[type]();
      expect(await listTags(ResourceArn)).toEqual([OWNER]);
      const added = await sagemaker().send(
        new AddTagsCommand({ ResourceArn, Tags: [PROJECT] }),
      );
      expect(added.Tags).toEqual([OWNER, PROJECT]);
      expect(await listTags(ResourceArn)).toEqual([OWNER, PROJECT]);
      await sagemaker().send(
        new DeleteTagsCommand({ ResourceArn, TagKeys: ['mlops:owner'] }),
      );
      expect(await listTags(ResourceArn)).toEqual([PROJECT]);
    },
  );

  it('overwrites a tag of the same key', async () => {
    const ResourceArn = await create['model-package-group']();
    await sagemaker().send(
      new AddTagsCommand({ ResourceArn, Tags: [PROJECT] }),
    );
    await sagemaker().send(
      new AddTagsCommand({ ResourceArn, Tags: [NEW_OWNER] }),
    );
    expect(await listTags(ResourceArn)).toEqual(
      expectedOf(contract, DEVIATIONS.overwritten),
    );
  });

  it('refuses the tags of what does not exist', async () => {
    const { accountId } = contract.account();
    const ResourceArn = `arn:aws:sagemaker:${REGION}:${accountId}:pipeline/none`;
    expect(await errorNameOf(listTags(ResourceArn))).toBe(
      expectedOf(contract, DEVIATIONS.missingResource),
    );
  });
});
