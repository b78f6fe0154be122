import {
  CreateModelPackageGroupCommand,
  DescribeModelPackageGroupCommand,
} from '@aws-sdk/client-sagemaker';
import { NotFoundError } from '@backstage/errors';
import { AwsClients } from '../aws/clients';
import { readTags, toTagList } from '../read/tags';
import { ModelGroupWriter } from '../writers';

export function createModelGroupWriter(clients: AwsClients): ModelGroupWriter {
  return {
    async find(target, name, options) {
      const client = clients.sagemaker(target);
      try {
        const { ModelPackageGroupArn: arn } = await client.send(
          new DescribeModelPackageGroupCommand({ ModelPackageGroupName: name }),
          { abortSignal: options?.signal },
        );
        return { arn: arn!, tags: await readTags(client, arn!, options) };
      } catch (error) {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    },

    async create(target, request, options) {
      const { ModelPackageGroupArn: arn } = await clients
        .sagemaker(target)
        .send(
          new CreateModelPackageGroupCommand({
            ModelPackageGroupName: request.name,
            ModelPackageGroupDescription: request.description,
            Tags: toTagList(request.tags),
          }),
          { abortSignal: options?.signal },
        );
      return { arn: arn! };
    },
  };
}
