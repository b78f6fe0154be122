import type {
  AddTagsInput,
  AddTagsOutput,
  DeleteTagsInput,
  ListTagsInput,
  ListTagsOutput,
  Tag,
} from '@aws-sdk/client-sagemaker';
import { Context, Operation } from '../../core/service';
import { page } from './paging';
import { storeOf } from './sharing';
import { SageMakerStore } from './store';
import { checkCount, invalid, required } from './validation';

const MAX_TAGS = 50;

/** Tags of a creation request, checked. */
export function newTags(tags: Tag[] | undefined): Tag[] {
  checkCount(tags, 'tags', MAX_TAGS);
  return tags ?? [];
}

function tagsOf(
  resourceArn: string | undefined,
  action: string,
  context: Context,
): { tags: Tag[]; store: SageMakerStore } {
  const arn = required(resourceArn, 'resourceArn');
  const store = storeOf(arn, action, context);
  const tags = store.tags.get(arn);
  if (!tags) {
    throw invalid(`The resource ${arn} does not exist.`);
  }
  return { tags, store };
}

const listTags: Operation<ListTagsInput, ListTagsOutput> = (input, context) => {
  const { tags } = tagsOf(input.ResourceArn, 'ListTags', context);
  const { items, NextToken } = page(tags, {
    MaxResults: input.MaxResults ?? MAX_TAGS,
    NextToken: input.NextToken,
  });
  return { Tags: items, NextToken };
};

const addTags: Operation<AddTagsInput, AddTagsOutput> = (input, context) => {
  const { tags, store } = tagsOf(input.ResourceArn, 'AddTags', context);
  const added = required(input.Tags, 'tags');
  const kept = tags.filter(({ Key }) => !added.some(tag => tag.Key === Key));
  const Tags = newTags([...kept, ...added]);
  store.tags.set(input.ResourceArn!, Tags);
  return { Tags };
};

const deleteTags: Operation<DeleteTagsInput> = (input, context) => {
  const { tags, store } = tagsOf(input.ResourceArn, 'DeleteTags', context);
  const removed = required(input.TagKeys, 'tagKeys');
  store.tags.set(
    input.ResourceArn!,
    tags.filter(({ Key = '' }) => !removed.includes(Key)),
  );
};

export const tagOperations = {
  ListTags: listTags,
  AddTags: addTags,
  DeleteTags: deleteTags,
};
