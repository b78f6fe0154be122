import {
  ListTagsCommand,
  SageMakerClient,
  Tag,
} from '@aws-sdk/client-sagemaker';
import { collect, paginate } from '../aws/paginate';
import { CallOptions } from '../readers';

export function toTagRecord(tags: Tag[] | undefined): Record<string, string> {
  return Object.fromEntries(
    (tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}

export function toTagList(tags: Record<string, string>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags of one SageMaker resource. */
export async function readTags(
  client: SageMakerClient,
  arn: string,
  options?: CallOptions,
): Promise<Record<string, string>> {
  const tags = await collect(
    paginate({
      what: `the tags of ${arn}`,
      fetch: async NextToken => {
        const answer = await client.send(
          new ListTagsCommand({ ResourceArn: arn, NextToken }),
          { abortSignal: options?.signal },
        );
        return { items: answer.Tags ?? [], next: answer.NextToken };
      },
      idOf: tag => tag.Key,
    }),
  );
  return toTagRecord(tags);
}
