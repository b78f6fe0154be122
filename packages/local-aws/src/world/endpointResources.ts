import type {
  DeploymentConfig,
  ProductionVariantSummary,
} from '@aws-sdk/client-sagemaker';
import { World } from '../core/world';
import {
  EndpointRecord,
  sagemakerOf,
  toArn,
} from '../services/sagemaker/store';
import { endpointTags, namesOf, Stage, targetsOf, UseCase } from './useCase';

const VARIANT = 'AllTraffic';

/** The guardrail that the demo's deployments use: 10 % canary, then the rest. */
export const CANARY: DeploymentConfig = {
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: {
      Type: 'CANARY',
      WaitIntervalInSeconds: 300,
      CanarySize: { Type: 'CAPACITY_PERCENT', Value: 10 },
    },
    TerminationWaitInSeconds: 120,
    MaximumExecutionTimeoutInSeconds: 1800,
  },
  AutoRollbackConfiguration: {
    Alarms: [{ AlarmName: 'mlops-endpoint-5xx' }],
  },
};

/** What an endpoint serves. */
export interface Served {
  /** Such as `v12`, for the names of model and endpoint configuration. */
  label: string;
  /** ARN of the version; left out for a model that was never registered. */
  modelPackageArn?: string;
}

export function servedVersion(modelPackageArn: string): Served {
  return { label: `v${modelPackageArn.split('/').at(-1)}`, modelPackageArn };
}

export function productionVariants(): ProductionVariantSummary[] {
  return [
    {
      VariantName: VARIANT,
      CurrentWeight: 1,
      DesiredWeight: 1,
      CurrentInstanceCount: 2,
      DesiredInstanceCount: 2,
    },
  ];
}

export function endpointOf(
  world: World,
  useCase: UseCase,
  stage: Stage,
): EndpointRecord | undefined {
  const target = targetsOf(useCase)[stage];
  return sagemakerOf(world, target).endpoints.get(
    toArn(target, 'endpoint', namesOf(useCase).endpoint),
  );
}

/** Makes the model and the endpoint configuration of a version; answers the latter's name. */
export function createEndpointConfig(
  world: World,
  useCase: UseCase,
  stage: Stage,
  served: Served,
  created: Date,
): string {
  const target = targetsOf(useCase)[stage];
  const store = sagemakerOf(world, target);
  const name = `${useCase.name}-${served.label}`;
  const ModelArn = toArn(target, 'model', name);
  const EndpointConfigArn = toArn(target, 'endpoint-config', name);
  const tags = endpointTags(useCase);
  store.models.set(ModelArn, {
    ModelName: name,
    ModelArn,
    PrimaryContainer: served.modelPackageArn
      ? { ModelPackageName: served.modelPackageArn }
      : {
          Image: `141502667606.dkr.ecr.${target.region}.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3`,
          ModelDataUrl: `s3://${namesOf(useCase).artifactBucket}/${
            useCase.name
          }/manual/model.tar.gz`,
        },
    ExecutionRoleArn: `arn:aws:iam::${target.accountId}:role/mlops-endpoint`,
    CreationTime: created,
  });
  store.endpointConfigs.set(EndpointConfigArn, {
    EndpointConfigName: name,
    EndpointConfigArn,
    ProductionVariants: [
      {
        VariantName: VARIANT,
        ModelName: name,
        InitialInstanceCount: 2,
        InitialVariantWeight: 1,
        InstanceType: 'ml.m5.large',
      },
    ],
    CreationTime: created,
  });
  store.tags.set(ModelArn, tags);
  store.tags.set(EndpointConfigArn, tags);
  return name;
}

/** Puts an endpoint into the store as it is asked for; emits nothing. */
export function putEndpoint(
  world: World,
  useCase: UseCase,
  stage: Stage,
  content: Pick<EndpointRecord, 'EndpointConfigName' | 'EndpointStatus'> &
    Partial<EndpointRecord>,
  time: { created: Date; modified: Date },
): EndpointRecord {
  const target = targetsOf(useCase)[stage];
  const store = sagemakerOf(world, target);
  const EndpointName = namesOf(useCase).endpoint;
  const EndpointArn = toArn(target, 'endpoint', EndpointName);
  const endpoint: EndpointRecord = {
    EndpointName,
    EndpointArn,
    ProductionVariants: productionVariants(),
    CreationTime: time.created,
    LastModifiedTime: time.modified,
    ...content,
  };
  store.endpoints.set(EndpointArn, endpoint);
  store.tags.set(EndpointArn, endpointTags(useCase));
  return endpoint;
}
