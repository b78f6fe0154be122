import type { EndpointStatus } from '@aws-sdk/client-sagemaker';
import { toArn } from '../../services/sagemaker/store';
import {
  CANARY,
  createEndpointConfig,
  putEndpoint,
  Served,
  servedVersion,
} from '../endpointResources';
import { namesOf, Stage, targetsOf } from '../useCase';
import { SeedContext } from './seedContext';

export const ROLLBACK_REASON =
  'The deployment was rolled back because the alarm mlops-endpoint-5xx was in ALARM while the canary was baking.';

interface Condition {
  EndpointStatus: EndpointStatus;
  FailureReason?: string;
}

function conditionOf({ demo }: SeedContext, stage: Stage): Condition {
  if (demo.deployment === 'prodFailed' && stage === 'prod') {
    return { EndpointStatus: 'InService', FailureReason: ROLLBACK_REASON };
  }
  if (demo.deployment === 'stagingFailed' && stage === 'preprod') {
    return {
      EndpointStatus: 'UpdateRollbackFailed',
      FailureReason: `${ROLLBACK_REASON} The rollback failed as well: there is no capacity for ml.m5.large.`,
    };
  }
  return { EndpointStatus: 'InService' };
}

/** The endpoints of staging and prod, as the latest deployments have left them. */
export function seedEndpoints(context: SeedContext) {
  const { world, demo, useCase, timeline } = context;
  const versions: Record<Stage, number | undefined> = {
    preprod: demo.staging,
    prod: demo.prod,
  };
  for (const stage of ['preprod', 'prod'] as const) {
    const version = versions[stage];
    if (version === undefined) {
      continue;
    }
    const served: Served =
      version === 0
        ? { label: 'by-hand' }
        : servedVersion(
            toArn(
              targetsOf(useCase).tooling,
              'model-package',
              `${namesOf(useCase).modelGroup}/${version}`,
            ),
          );
    const modified =
      version === 0 ? timeline.hoursAgo(30) : timeline.deployed(version);
    putEndpoint(
      world,
      useCase,
      stage,
      {
        ...conditionOf(context, stage),
        EndpointConfigName: createEndpointConfig(
          world,
          useCase,
          stage,
          served,
          modified,
        ),
        LastDeploymentConfig: CANARY,
      },
      { created: timeline.created, modified },
    );
  }
}
