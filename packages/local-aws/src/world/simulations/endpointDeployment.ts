import type { VariantStatus } from '@aws-sdk/client-sagemaker';
import { World } from '../../core/world';
import {
  emitEndpointDeploymentStateChange,
  emitEndpointStateChange,
} from '../../services/sagemaker/events';
import {
  EndpointRecord,
  sagemakerOf,
  targetOf,
} from '../../services/sagemaker/store';
import {
  CANARY,
  createEndpointConfig,
  endpointOf,
  putEndpoint,
  servedVersion,
} from '../endpointResources';
import { Stage, UseCase } from '../useCase';

const CREATING_MS = 5_000;
/** The blue/green update with a canary, phase by phase. */
const PHASES: { status: VariantStatus; ms: number }[] = [
  { status: 'Creating', ms: 2_500 },
  { status: 'ActivatingTraffic', ms: 1_500 },
  { status: 'Baking', ms: 4_000 },
];
const TERMINATING_MS = 1_000;
const DELETING_MS = 2_000;
const ROLLBACK_MS = 2_000;

/** How a deployment ended; a failure carries AWS's reason. */
export type DeploymentEnd = { failure?: string };

function change(
  world: World,
  endpoint: EndpointRecord,
  changes: Partial<EndpointRecord>,
) {
  Object.assign(endpoint, changes, { LastModifiedTime: world.clock.now() });
}

function setPhase(
  world: World,
  endpoint: EndpointRecord,
  EndpointConfigName: string,
  Status: VariantStatus,
) {
  const now = world.clock.now();
  change(world, endpoint, {
    PendingDeploymentSummary: {
      EndpointConfigName,
      StartTime: endpoint.PendingDeploymentSummary?.StartTime ?? now,
      ProductionVariants: endpoint.ProductionVariants?.map(variant => ({
        ...variant,
        VariantStatus: [{ Status, StartTime: now }],
      })),
    },
  });
  emitEndpointDeploymentStateChange(world, endpoint);
}

function rollBack(
  world: World,
  endpoint: EndpointRecord,
  reason: string,
  done: (end: DeploymentEnd) => void,
) {
  change(world, endpoint, { EndpointStatus: 'RollingBack' });
  emitEndpointStateChange(world, endpoint);
  world.clock.after(ROLLBACK_MS, () => {
    change(world, endpoint, {
      EndpointStatus: 'InService',
      PendingDeploymentSummary: undefined,
      LastDeploymentConfig: CANARY,
      FailureReason: reason,
    });
    emitEndpointStateChange(world, endpoint);
    done({ failure: reason });
  });
}

/** A blue/green update to another configuration, which exists. */
export function updateEndpoint(
  world: World,
  endpoint: EndpointRecord,
  configName: string,
  done: (end: DeploymentEnd) => void,
) {
  const failure = world.switches.takeFailNextDeployment();
  change(world, endpoint, {
    EndpointStatus: 'Updating',
    FailureReason: undefined,
  });
  emitEndpointStateChange(world, endpoint);

  const enter = ([phase, ...rest]: typeof PHASES) => {
    if (!phase) {
      change(world, endpoint, {
        EndpointStatus: 'InService',
        EndpointConfigName: configName,
        PendingDeploymentSummary: undefined,
        LastDeploymentConfig: CANARY,
      });
      emitEndpointStateChange(world, endpoint);
      world.clock.after(TERMINATING_MS, () => done({}));
      return;
    }
    setPhase(world, endpoint, configName, phase.status);
    world.clock.after(phase.ms, () => {
      // Alarms are watched while the canary bakes.
      if (failure && phase.status === 'Baking') {
        rollBack(world, endpoint, failure, done);
      } else {
        enter(rest);
      }
    });
  };
  enter(PHASES);
}

/** Lets an endpoint that is `Creating` come into service. */
export function bringUp(
  world: World,
  endpoint: EndpointRecord,
  done: (end: DeploymentEnd) => void,
) {
  emitEndpointStateChange(world, endpoint);
  world.clock.after(CREATING_MS, () => {
    change(world, endpoint, { EndpointStatus: 'InService' });
    emitEndpointStateChange(world, endpoint);
    done({});
  });
}

/** Deletes an endpoint. AWS tells that it goes, but not that it is gone. */
export function takeDown(world: World, endpoint: EndpointRecord) {
  change(world, endpoint, { EndpointStatus: 'Deleting' });
  emitEndpointStateChange(world, endpoint);
  world.clock.after(DELETING_MS, () => {
    const store = sagemakerOf(world, targetOf(endpoint.EndpointArn));
    store.endpoints.delete(endpoint.EndpointArn);
    store.tags.delete(endpoint.EndpointArn);
  });
}

/** Brings a version to the endpoint of a stage, new or by a blue/green update. */
export function deployVersion(
  world: World,
  useCase: UseCase,
  stage: Stage,
  modelPackageArn: string,
  done: (end: DeploymentEnd) => void,
) {
  const now = world.clock.now();
  const configName = createEndpointConfig(
    world,
    useCase,
    stage,
    servedVersion(modelPackageArn),
    now,
  );
  const existing = endpointOf(world, useCase, stage);
  if (existing) {
    updateEndpoint(world, existing, configName, done);
    return;
  }
  const endpoint = putEndpoint(
    world,
    useCase,
    stage,
    { EndpointConfigName: configName, EndpointStatus: 'Creating' },
    { created: now, modified: now },
  );
  bringUp(world, endpoint, done);
}
