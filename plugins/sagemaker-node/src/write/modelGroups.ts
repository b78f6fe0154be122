import {
  CreateModelPackageGroupCommand,
  DeleteModelPackageCommand,
  DeleteModelPackageGroupCommand,
  DescribeModelPackageGroupCommand,
  GetModelPackageGroupPolicyCommand,
  ListModelPackagesCommand,
  PutModelPackageGroupPolicyCommand,
} from '@aws-sdk/client-sagemaker';
import { NotFoundError } from '@backstage/errors';
import { AwsClients } from '../aws/clients';
import { collect, paginate } from '../aws/paginate';
import { targetOf } from '../aws/targetOf';
import { readTags, toTagList } from '../read/tags';
import { ModelGroupWriter } from '../writers';

const PAGE_SIZE = 100;

/** Runs a deletion; what is gone already counts as deleted. */
async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof NotFoundError)) {
      throw error;
    }
  }
}

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

    async policy(target, name, options) {
      try {
        const { ResourcePolicy } = await clients.sagemaker(target).send(
          new GetModelPackageGroupPolicyCommand({
            ModelPackageGroupName: name,
          }),
          { abortSignal: options?.signal },
        );
        return ResourcePolicy;
      } catch (error) {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    },

    async setPolicy(target, name, policy, options) {
      await clients.sagemaker(target).send(
        new PutModelPackageGroupPolicyCommand({
          ModelPackageGroupName: name,
          ResourcePolicy: policy,
        }),
        { abortSignal: options?.signal },
      );
    },

    async versions(target, name, options) {
      const client = clients.sagemaker(target);
      try {
        const versions = await collect(
          paginate({
            what: `the versions of ${name}`,
            fetch: async NextToken => {
              // Search may not show yet what a run has just registered.
              const answer = await client.send(
                new ListModelPackagesCommand({
                  ModelPackageGroupName: name,
                  MaxResults: PAGE_SIZE,
                  NextToken,
                }),
                { abortSignal: options?.signal },
              );
              return {
                items: answer.ModelPackageSummaryList ?? [],
                next: answer.NextToken,
              };
            },
            idOf: version => version.ModelPackageArn,
          }),
        );
        return versions.map(version => ({
          arn: version.ModelPackageArn!,
          version: version.ModelPackageVersion!,
          approvalStatus: version.ModelApprovalStatus ?? '',
        }));
      } catch (error) {
        if (error instanceof NotFoundError) {
          return [];
        }
        throw error;
      }
    },

    removeVersion: (arn, options) =>
      unlessGone(() =>
        clients
          .sagemaker(targetOf(arn, 'sagemaker'))
          .send(new DeleteModelPackageCommand({ ModelPackageName: arn }), {
            abortSignal: options?.signal,
          }),
      ),

    remove: (target, name, options) =>
      unlessGone(() =>
        clients
          .sagemaker(target)
          .send(
            new DeleteModelPackageGroupCommand({ ModelPackageGroupName: name }),
            { abortSignal: options?.signal },
          ),
      ),
  };
}
