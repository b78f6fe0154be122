import { randomUUID } from 'node:crypto';
import type { Stack, StackEvent } from '@aws-sdk/client-cloudformation';
import { storeKey } from '../../../core/stores';
import { World } from '../../../core/world';
import { regionalArn, Target } from '../target';

export interface StoredStack {
  stack: Stack & { StackId: string };
  /** Oldest first; answered newest first. */
  events: StackEvent[];
}

/** Stacks by id (their ARN). */
export const cloudformationStore = storeKey('cloudformation', () => ({
  stacks: new Map<string, StoredStack>(),
}));

function stacksOf(world: World, target: Target) {
  return world.store(cloudformationStore, target.accountId, target.region)
    .stacks;
}

/** By ARN, also a deleted one, or by the name of one that is not deleted. */
export function findStack(
  world: World,
  target: Target,
  nameOrId: string,
): StoredStack | undefined {
  const stacks = stacksOf(world, target);
  return (
    stacks.get(nameOrId) ??
    [...stacks.values()].find(
      ({ stack }) =>
        stack.StackName === nameOrId && stack.StackStatus !== 'DELETE_COMPLETE',
    )
  );
}

/** Starts a stack: `CREATE_IN_PROGRESS` with its first event. */
export function createStack(
  world: World,
  target: Target,
  request: Pick<Stack, 'StackName'> &
    Partial<Pick<Stack, 'Description' | 'Parameters' | 'Tags'>>,
): StoredStack {
  const now = world.clock.now();
  const StackId = regionalArn(
    'cloudformation',
    target,
    `stack/${request.StackName}/${randomUUID()}`,
  );
  const stored: StoredStack = {
    stack: {
      ...request,
      StackId,
      CreationTime: now,
      StackStatus: 'CREATE_IN_PROGRESS',
    },
    events: [],
  };
  stacksOf(world, target).set(StackId, stored);
  recordEvent(world, stored, {
    ResourceStatus: 'CREATE_IN_PROGRESS',
    ResourceStatusReason: 'User Initiated',
  });
  return stored;
}

/**
 * Adds an event. One without a `LogicalResourceId` is about the stack itself
 * and sets its status.
 */
export function recordEvent(
  world: World,
  stored: StoredStack,
  event: Pick<StackEvent, 'ResourceStatus'> &
    Partial<
      Pick<
        StackEvent,
        | 'LogicalResourceId'
        | 'PhysicalResourceId'
        | 'ResourceType'
        | 'ResourceStatusReason'
      >
    >,
) {
  const { stack, events } = stored;
  const now = world.clock.now();
  events.push({
    LogicalResourceId: stack.StackName,
    PhysicalResourceId: event.LogicalResourceId ? '' : stack.StackId,
    ResourceType: 'AWS::CloudFormation::Stack',
    ...event,
    StackId: stack.StackId,
    StackName: stack.StackName,
    EventId: randomUUID(),
    Timestamp: now,
  });
  if (!event.LogicalResourceId && event.ResourceStatus) {
    // Every status of a stack resource is a status of a stack as well.
    stack.StackStatus = event.ResourceStatus as Stack['StackStatus'];
    stack.StackStatusReason = event.ResourceStatusReason;
    stack.LastUpdatedTime =
      events.length > 1 && event.ResourceStatus.startsWith('UPDATE')
        ? now
        : stack.LastUpdatedTime;
    stack.DeletionTime = event.ResourceStatus.startsWith('DELETE')
      ? stack.DeletionTime ?? now
      : stack.DeletionTime;
  }
}
