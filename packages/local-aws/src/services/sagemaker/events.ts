import type { PipelineExecutionStep } from '@aws-sdk/client-sagemaker';
import { World } from '../../core/world';
import { Target } from '../platform/target';
import {
  EndpointRecord,
  ExecutionRecord,
  ModelPackageRecord,
  targetOf,
  sagemakerOf,
  tagsAsRecord,
} from './store';

/** `InService` of the API is `IN_SERVICE` in events. */
function upperSnake(status: string): string {
  return status.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

export function lowerFirst(text: string): string {
  return text[0].toLowerCase() + text.slice(1);
}

function emit(
  world: World,
  target: Target,
  detailType: string,
  resources: string[],
  detail: object,
) {
  world.events.emit({
    source: 'aws.sagemaker',
    'detail-type': detailType,
    account: target.accountId,
    region: target.region,
    time: world.clock.now(),
    resources,
    detail,
  });
}

export function emitModelPackageStateChange(
  world: World,
  record: ModelPackageRecord,
) {
  emit(
    world,
    targetOf(record.ModelPackageArn),
    'SageMaker Model Package State Change',
    [record.ModelPackageArn],
    {
      ModelPackageName: record.ModelPackageName,
      ModelPackageGroupName: record.ModelPackageGroupName,
      ModelPackageVersion: record.ModelPackageVersion,
      ModelPackageArn: record.ModelPackageArn,
      ModelPackageDescription: record.ModelPackageDescription,
      ModelPackageStatus: record.ModelPackageStatus,
      ModelApprovalStatus: record.ModelApprovalStatus,
      MetadataProperties: record.MetadataProperties,
      InferenceSpecification: record.InferenceSpecification,
      ModelMetrics: record.ModelMetrics,
      CreationTime: record.CreationTime,
      LastModifiedTime: record.LastModifiedTime,
    },
  );
}

export function emitExecutionStatusChange(
  world: World,
  { execution }: ExecutionRecord,
  previous: string | undefined,
) {
  const { PipelineArn, PipelineExecutionArn, PipelineExecutionStatus } =
    execution;
  const isOver = !['Executing', 'Stopping'].includes(PipelineExecutionStatus);
  emit(
    world,
    targetOf(PipelineArn),
    'SageMaker Model Building Pipeline Execution Status Change',
    [PipelineArn, PipelineExecutionArn],
    {
      pipelineArn: PipelineArn,
      pipelineExecutionArn: PipelineExecutionArn,
      pipelineExecutionDisplayName: execution.PipelineExecutionDisplayName,
      pipelineExecutionDescription: execution.PipelineExecutionDescription,
      currentPipelineExecutionStatus: PipelineExecutionStatus,
      previousPipelineExecutionStatus: previous,
      executionStartTime: execution.CreationTime,
      executionEndTime: isOver ? execution.LastModifiedTime : undefined,
    },
  );
}

/** `{ TrainingJob: { Arn } }` of the API is `{ trainingJob: { arn } }` in events. */
function eventMetadata(metadata: PipelineExecutionStep['Metadata'] = {}) {
  return Object.fromEntries(
    Object.entries(metadata).map(([type, content]) => [
      lowerFirst(type),
      Object.fromEntries(
        Object.entries(content ?? {}).map(([key, value]) => [
          lowerFirst(key),
          value,
        ]),
      ),
    ]),
  );
}

export function emitStepStatusChange(
  world: World,
  { execution }: ExecutionRecord,
  step: PipelineExecutionStep,
  stepType: string,
  previous: string | undefined,
) {
  const { PipelineArn, PipelineExecutionArn } = execution;
  emit(
    world,
    targetOf(PipelineArn),
    'SageMaker Model Building Pipeline Execution Step Status Change',
    [PipelineArn, PipelineExecutionArn],
    {
      pipelineArn: PipelineArn,
      pipelineExecutionArn: PipelineExecutionArn,
      stepName: step.StepName,
      stepType,
      currentStepStatus: step.StepStatus,
      previousStepStatus: previous,
      metadata: eventMetadata(step.Metadata),
      failureReason: step.FailureReason,
      cacheHitResult: step.CacheHitResult && {
        sourcePipelineExecutionArn:
          step.CacheHitResult.SourcePipelineExecutionArn,
      },
      stepStartTime: step.StartTime,
      stepEndTime: step.EndTime,
    },
  );
}

function endpointDetail(world: World, endpoint: EndpointRecord) {
  const target = targetOf(endpoint.EndpointArn);
  const tags = sagemakerOf(world, target).tags.get(endpoint.EndpointArn);
  return {
    EndpointName: endpoint.EndpointName,
    EndpointArn: endpoint.EndpointArn,
    EndpointConfigName: endpoint.EndpointConfigName,
    ProductionVariants: endpoint.ProductionVariants,
    EndpointStatus: upperSnake(endpoint.EndpointStatus),
    FailureReason: endpoint.FailureReason,
    CreationTime: endpoint.CreationTime.getTime(),
    LastModifiedTime: endpoint.LastModifiedTime.getTime(),
    Tags: tagsAsRecord(tags),
  };
}

export function emitEndpointStateChange(
  world: World,
  endpoint: EndpointRecord,
) {
  emit(
    world,
    targetOf(endpoint.EndpointArn),
    'SageMaker Endpoint State Change',
    [endpoint.EndpointArn],
    endpointDetail(world, endpoint),
  );
}

export function emitEndpointDeploymentStateChange(
  world: World,
  endpoint: EndpointRecord,
) {
  emit(
    world,
    targetOf(endpoint.EndpointArn),
    'SageMaker Endpoint Deployment State Change',
    [endpoint.EndpointArn],
    {
      ...endpointDetail(world, endpoint),
      PendingDeploymentSummary: endpoint.PendingDeploymentSummary,
    },
  );
}
