import type {
  AddTagsInput,
  AddTagsOutput,
  DeleteTagsInput,
  ListTagsInput,
  ListTagsOutput,
  Tag,
} from '@aws-sdk/client-sagemaker';
import { Operation } from '../../core/service';
import { page } from './paging';
import { SageMakerStore, sagemakerOf } from './store';
import { checkCount, invalid, required } from './validation';

const MAX_TAGS = 50;

/** Tags of a creation request, checked. */
export function newTags(tags: Tag[] | undefined): Tag[] {
  checkCount(tags, 'tags', MAX_TAGS);
  return tags ?? [];
}

function tagsOf(store: SageMakerStore, arn: string | undefined): Tag[] {
  const tags = store.tags.get(required(arn, 'resourceArn'));
  if (!tags) {
    throw invalid(`The resource ${arn} does not exist.`);
  }
  return tags;
}

const listTags: Operation<ListTagsInput, ListTagsOutput> = (input, context) => {
  const tags = tagsOf(sagemakerOf(context.world, context), input.ResourceArn);
  const { items, NextToken } = page(tags, {
    MaxResults: input.MaxResults ?? MAX_TAGS,
    NextToken: input.NextToken,
  });
  return { Tags: items, NextToken };
};

const addTags: Operation<AddTagsInput, AddTagsOutput> = (input, context) => {
  const store = sagemakerOf(context.world, context);
  const added = required(input.Tags, 'tags');
  const kept = tagsOf(store, input.ResourceArn).filter(
    ({ Key }) => !added.some(tag => tag.Key === Key),
  );
  const Tags = newTags([...kept, ...added]);
  store.tags.set(input.ResourceArn!, Tags);
  return { Tags };
};

const deleteTags: Operation<DeleteTagsInput> = (input, context) => {
  const store = sagemakerOf(context.world, context);
  const removed = required(input.TagKeys, 'tagKeys');
  store.tags.set(
    input.ResourceArn!,
    tagsOf(store, input.ResourceArn).filter(
      ({ Key = '' }) => !removed.includes(Key),
    ),
  );
};

export const tagOperations = {
  ListTags: listTags,
  AddTags: addTags,
  DeleteTags: deleteTags,
};
