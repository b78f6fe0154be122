import type {
  DescribeStackEventsInput,
  DescribeStacksInput,
  ListStacksInput,
} from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../core/awsError';
import { Operation, QueryService } from '../../../core/service';
import { pageOf } from '../paging';
import { cloudformationStore, findStack } from './store';

const PAGE_SIZE = 100;

function invalidToken() {
  return new AwsError('ValidationError', 'NextToken is invalid');
}

function missing(nameOrId: string, kind: 'id' | 'name') {
  return new AwsError(
    'ValidationError',
    kind === 'id'
      ? `Stack with id ${nameOrId} does not exist`
      : `Stack [${nameOrId}] does not exist`,
  );
}

const describeStacks: Operation<DescribeStacksInput> = (
  { StackName, NextToken },
  { world, accountId, region },
) => {
  if (StackName) {
    const found = findStack(world, { accountId, region }, StackName);
    if (!found) {
      throw missing(StackName, 'id');
    }
    return { Stacks: [found.stack] };
  }
  const { stacks } = world.store(cloudformationStore, accountId, region);
  const all = [...stacks.values()]
    .map(({ stack }) => stack)
    .filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  const { items, next } = pageOf(all, NextToken, PAGE_SIZE, invalidToken);
  return { Stacks: items, NextToken: next };
};

const describeStackEvents: Operation<DescribeStackEventsInput> = (
  { StackName = '', NextToken },
  { world, ...target },
) => {
  const found = findStack(world, target, StackName);
  if (!found) {
    throw missing(StackName, 'name');
  }
  const { items, next } = pageOf(
    found.events.toReversed(),
    NextToken,
    PAGE_SIZE,
    invalidToken,
  );
  return { StackEvents: items, NextToken: next };
};

const listStacks: Operation<ListStacksInput> = (
  { StackStatusFilter, NextToken },
  { world, accountId, region },
) => {
  const { stacks } = world.store(cloudformationStore, accountId, region);
  const all = [...stacks.values()]
    .map(({ stack }) => stack)
    .filter(
      ({ StackStatus }) =>
        !StackStatusFilter?.length ||
        StackStatusFilter.some(status => status === StackStatus),
    );
  const { items, next } = pageOf(all, NextToken, PAGE_SIZE, invalidToken);
  return {
    StackSummaries: items.map(stack => ({
      StackId: stack.StackId,
      StackName: stack.StackName,
      TemplateDescription: stack.Description,
      CreationTime: stack.CreationTime,
      LastUpdatedTime: stack.LastUpdatedTime,
      DeletionTime: stack.DeletionTime,
      StackStatus: stack.StackStatus,
      StackStatusReason: stack.StackStatusReason,
    })),
    NextToken: next,
  };
};

export const cloudformation: QueryService = {
  name: 'cloudformation',
  protocol: 'query',
  xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  operations: {
    DescribeStackEvents: describeStackEvents,
    DescribeStacks: describeStacks,
    ListStacks: listStacks,
  },
};
