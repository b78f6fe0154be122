import { World } from '../../core/world';
import {
  recordEvent,
  StoredStack,
} from '../../services/platform/cloudformation/store';

const RESOURCE_MS = 700;

/** What the project templates of the demo create. */
const RESOURCES = [
  { LogicalResourceId: 'PipelineRole', ResourceType: 'AWS::IAM::Role' },
  {
    LogicalResourceId: 'BuildPipeline',
    ResourceType: 'AWS::CodePipeline::Pipeline',
  },
  {
    LogicalResourceId: 'DeployPipeline',
    ResourceType: 'AWS::CodePipeline::Pipeline',
  },
  { LogicalResourceId: 'ModelApprovedRule', ResourceType: 'AWS::Events::Rule' },
];
const FAILING_RESOURCE = 'DeployPipeline';

/** Runs tasks one after another, each some time after the one before. */
function inTurn(world: World, tasks: (() => void)[]) {
  const [task, ...rest] = tasks;
  if (task) {
    world.clock.after(RESOURCE_MS, () => {
      task();
      inTurn(world, rest);
    });
  }
}

/**
 * Creates the resources of a stack. With a reason to fail, the third one fails
 * and everything is rolled back; `done` gets that reason.
 */
export function createResources(
  world: World,
  stack: StoredStack,
  failure: string | undefined,
  done: (failure?: string) => void,
) {
  const failsAt = RESOURCES.findIndex(
    ({ LogicalResourceId }) => LogicalResourceId === FAILING_RESOURCE,
  );
  const good = failure ? RESOURCES.slice(0, failsAt) : RESOURCES;
  const creations = good.map(resource => () => {
    recordEvent(world, stack, {
      ...resource,
      ResourceStatus: 'CREATE_IN_PROGRESS',
    });
    recordEvent(world, stack, {
      ...resource,
      ResourceStatus: 'CREATE_COMPLETE',
    });
  });
  if (!failure) {
    inTurn(world, [
      ...creations,
      () => {
        recordEvent(world, stack, { ResourceStatus: 'CREATE_COMPLETE' });
        done();
      },
    ]);
    return;
  }
  inTurn(world, [
    ...creations,
    () => {
      recordEvent(world, stack, {
        ...RESOURCES[failsAt],
        ResourceStatus: 'CREATE_FAILED',
        ResourceStatusReason: failure,
      });
      recordEvent(world, stack, {
        ResourceStatus: 'ROLLBACK_IN_PROGRESS',
        ResourceStatusReason: `The following resource(s) failed to create: [${FAILING_RESOURCE}]. Rollback requested by user.`,
      });
    },
    () => {
      good.forEach(resource =>
        recordEvent(world, stack, {
          ...resource,
          ResourceStatus: 'DELETE_COMPLETE',
        }),
      );
      recordEvent(world, stack, { ResourceStatus: 'ROLLBACK_COMPLETE' });
      done(failure);
    },
  ]);
}

/** Updates a resource of a stack, or rolls the update back with a reason to fail. */
export function updateResources(
  world: World,
  stack: StoredStack,
  failure: string | undefined,
  done: (failure?: string) => void,
) {
  const resource = RESOURCES.find(
    ({ LogicalResourceId }) => LogicalResourceId === FAILING_RESOURCE,
  );
  recordEvent(world, stack, {
    ResourceStatus: 'UPDATE_IN_PROGRESS',
    ResourceStatusReason: 'User Initiated',
  });
  inTurn(world, [
    () =>
      recordEvent(world, stack, {
        ...resource,
        ResourceStatus: failure ? 'UPDATE_FAILED' : 'UPDATE_COMPLETE',
        ResourceStatusReason: failure,
      }),
    () => {
      recordEvent(world, stack, {
        ResourceStatus: failure
          ? 'UPDATE_ROLLBACK_COMPLETE'
          : 'UPDATE_COMPLETE',
      });
      done(failure);
    },
  ]);
}

export function deleteResources(
  world: World,
  stack: StoredStack,
  done: () => void,
) {
  recordEvent(world, stack, {
    ResourceStatus: 'DELETE_IN_PROGRESS',
    ResourceStatusReason: 'User Initiated',
  });
  inTurn(world, [
    ...[...RESOURCES].reverse().map(resource => () => {
      recordEvent(world, stack, {
        ...resource,
        ResourceStatus: 'DELETE_COMPLETE',
      });
    }),
    () => {
      recordEvent(world, stack, { ResourceStatus: 'DELETE_COMPLETE' });
      done();
    },
  ]);
}
