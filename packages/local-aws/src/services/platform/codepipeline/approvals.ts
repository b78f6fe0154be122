import type {
  ApprovalResult,
  PutApprovalResultInput,
} from '@aws-sdk/client-codepipeline';
import { AwsError } from '../../../core/awsError';
import { Operation } from '../../../core/service';
import { World } from '../../../core/world';
import { setActionStatus } from './engine';
import {
  ActionRun,
  getPipeline,
  getStage,
  isApproval,
  latestRuns,
  Pipeline,
} from './store';

const MAX_SUMMARY = 512;

/** Ends an approval that waits: the pipeline goes on, or its stage fails. */
export function decideApproval(
  world: World,
  pipeline: Pipeline,
  run: ActionRun,
  decision: Pick<ApprovalResult, 'status' | 'summary'> & { by: string },
) {
  const { status, summary, by } = decision;
  setActionStatus(world, pipeline, run, {
    status: status === 'Approved' ? 'Succeeded' : 'Failed',
    summary,
    updatedBy: by,
    errorDetails:
      status === 'Approved'
        ? undefined
        : { code: 'JobFailed', message: `Rejected by ${by}: ${summary}` },
  });
}

function findAction(
  pipeline: Pipeline,
  stageName: string | undefined,
  actionName: string | undefined,
) {
  const action = getStage(pipeline, stageName).actions?.find(
    ({ name }) => name === actionName,
  );
  if (!action || !isApproval(action)) {
    throw new AwsError(
      'ActionNotFoundException',
      `There is no approval action '${actionName}' in stage '${stageName}'`,
    );
  }
  return action;
}

export const putApprovalResult: Operation<PutApprovalResultInput> = (
  { pipelineName, stageName, actionName, result, token },
  { world, accessKeyId, ...target },
) => {
  const pipeline = getPipeline(world, target, pipelineName);
  const { name = '' } = findAction(pipeline, stageName, actionName);
  if (result?.status !== 'Approved' && result?.status !== 'Rejected') {
    throw new AwsError(
      'ValidationException',
      `Value '${result?.status}' at 'result.status' failed to satisfy constraint: Member must satisfy enum value set: [Approved, Rejected]`,
    );
  }
  if ((result.summary ?? '').length > MAX_SUMMARY) {
    throw new AwsError(
      'ValidationException',
      `Value at 'result.summary' failed to satisfy constraint: Member must have length less than or equal to ${MAX_SUMMARY}`,
    );
  }
  const run = latestRuns(pipeline, stageName ?? '').get(name);
  if (run && run.status !== 'InProgress') {
    throw new AwsError(
      'ApprovalAlreadyCompletedException',
      `The approval action '${name}' has already been approved or rejected`,
    );
  }
  if (!run || run.token !== token) {
    throw new AwsError(
      'InvalidApprovalTokenException',
      `The approval token is not the one that action '${name}' waits with`,
    );
  }
  decideApproval(world, pipeline, run, {
    status: result.status,
    summary: result.summary,
    by: `arn:aws:iam::${target.accountId}:user/${accessKeyId}`,
  });
  return { approvedAt: world.clock.now() };
};
