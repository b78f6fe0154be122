import {
  Parameter as AwsParameter,
  PipelineExecution,
  PipelineExecutionStep,
  UserContext,
} from '@aws-sdk/client-sagemaker';
import { InputError } from '@backstage/errors';
import {
  Parameter,
  PipelineRun,
  resourceName,
  RunStep,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

const UNFINISHED = ['Executing', 'Stopping'];

/** The name of a user profile, else of the role session that acted. */
export function mapUser(user: UserContext | undefined): string | undefined {
  return user?.UserProfileName ?? user?.IamIdentity?.Arn?.split(/[/:]/).at(-1);
}

export function mapParameters(
  parameters: AwsParameter[] | undefined,
): Parameter[] {
  return (parameters ?? []).map(({ Name = '', Value = '' }) => ({
    name: Name,
    value: Value,
  }));
}

/** Throws an InputError for a record without ARN, status or creation time. */
export function mapRun(execution: PipelineExecution): PipelineRun {
  const {
    PipelineArn: pipelineArn,
    PipelineExecutionArn: arn,
    PipelineExecutionStatus: status,
    CreationTime: created,
  } = execution;
  if (!pipelineArn || !arn || !status || !created) {
    throw new InputError(
      `The pipeline execution '${arn}' has no pipeline, status or creation time`,
    );
  }
  return {
    id: resourceName(arn),
    arn,
    pipelineArn,
    pipelineName: resourceName(pipelineArn),
    displayName: execution.PipelineExecutionDisplayName,
    description: execution.PipelineExecutionDescription,
    status,
    startedAt: created.toISOString(),
    endedAt: UNFINISHED.includes(status)
      ? undefined
      : execution.LastModifiedTime?.toISOString(),
    failureReason: execution.FailureReason,
    startedBy: mapUser(execution.CreatedBy),
    parameters: mapParameters(execution.PipelineParameters),
  };
}

/** ARN of what a step made: most kinds of metadata call it `Arn`. */
function jobArnOf(
  step: PipelineExecutionStep,
  type: string | undefined,
): string | undefined {
  const { QualityCheck, ClarifyCheck } = step.Metadata ?? {};
  const entry = Object.entries(step.Metadata ?? {}).find(
    ([key]) => key === type,
  )?.[1];
  if (entry && typeof entry === 'object' && 'Arn' in entry) {
    return typeof entry.Arn === 'string' ? entry.Arn : undefined;
  }
  return QualityCheck?.CheckJobArn ?? ClarifyCheck?.CheckJobArn;
}

/** Throws an InputError for a step without name or status. */
export function mapStep(step: PipelineExecutionStep): RunStep {
  const { StepName: name, StepStatus: status, Metadata: metadata } = step;
  if (!name || !status) {
    throw new InputError(`The step '${name}' has no name or status`);
  }
  const type = Object.entries(metadata ?? {}).find(
    ([, value]) => value !== undefined,
  )?.[0];
  return {
    name,
    type,
    status,
    startedAt: step.StartTime?.toISOString(),
    endedAt: step.EndTime?.toISOString(),
    failureReason: step.FailureReason ?? metadata?.Fail?.ErrorMessage,
    attempts: step.AttemptCount,
    // Empty where the cache was asked in vain.
    cached: Boolean(step.CacheHitResult?.SourcePipelineExecutionArn),
    jobArn: jobArnOf(step, type),
    outcome: metadata?.Condition?.Outcome,
  };
}
