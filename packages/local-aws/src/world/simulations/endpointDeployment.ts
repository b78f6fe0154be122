import type { VariantStatus } from '@aws-sdk/client-sagemaker';
import { World } from '../../core/world';
import {
  emitEndpointDeploymentStateChange,
  emitEndpointStateChange,
} from '../../services/sagemaker/events';
import { EndpointRecord } from '../../services/sagemaker/store';
import {
  CANARY,
  createEndpointConfig,
  endpointOf,
  productionVariants,
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
      ProductionVariants: productionVariants().map(variant => ({
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

function update(
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
    update(world, existing, configName, done);
    return;
  }
  const endpoint = putEndpoint(
    world,
    useCase,
    stage,
    { EndpointConfigName: configName, EndpointStatus: 'Creating' },
    { created: now, modified: now },
  );
  emitEndpointStateChange(world, endpoint);
  world.clock.after(CREATING_MS, () => {
    change(world, endpoint, { EndpointStatus: 'InService' });
    emitEndpointStateChange(world, endpoint);
    done({});
  });
}
