import {
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  PutApprovalResultCommand,
} from '@aws-sdk/client-codepipeline';
import { parseArn } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsClients } from '../aws/clients';
import { targetOf } from '../aws/targetOf';
import { CallOptions, DeploymentPipelineReader } from '../readers';
import { decisionText } from './decision';
import { findVersionArn, mapDeployment } from './deploymentMapping';

const MAX_APPROVAL_SUMMARY = 512;

/** Variable of the pipeline that holds the exact version to deploy. */
const VERSION_VARIABLE = 'ModelPackageArn';

export function createDeploymentPipelineReader(
  clients: AwsClients,
): DeploymentPipelineReader {
  async function deployedVersion(
    pipelineArn: string,
    pipelineExecutionId: string,
    options?: CallOptions,
  ): Promise<string | undefined> {
    const { pipelineExecution: execution } = await clients
      .codepipeline(targetOf(pipelineArn, 'codepipeline'))
      .send(
        new GetPipelineExecutionCommand({
          pipelineName: parseArn(pipelineArn).resource,
          pipelineExecutionId,
        }),
        { abortSignal: options?.signal },
      );
    const variable = execution?.variables?.find(
      ({ name }) => name === VERSION_VARIABLE,
    );
    const texts = [
      variable?.resolvedValue,
      ...(execution?.artifactRevisions ?? []).flatMap(revision => [
        revision.revisionId,
        revision.revisionSummary,
      ]),
    ];
    return texts.map(findVersionArn).find(Boolean);
  }

  return {
    async get(pipelineArn, options) {
      const client = clients.codepipeline(
        targetOf(pipelineArn, 'codepipeline'),
      );
      const deployment = mapDeployment(
        pipelineArn,
        await client.send(
          new GetPipelineStateCommand({ name: parseArn(pipelineArn).resource }),
          { abortSignal: options?.signal },
        ),
      );
      // One more call for each execution whose source revision is no version:
      // the latest, and one that still waits for an approval.
      const versions = new Map<string, string | undefined>();
      for (const item of [deployment, ...deployment.approvals]) {
        const { executionId } = item;
        if (executionId && !item.modelPackageArn) {
          if (!versions.has(executionId)) {
            versions.set(
              executionId,
              await deployedVersion(pipelineArn, executionId, options),
            );
          }
          item.modelPackageArn = versions.get(executionId);
        }
      }
      return deployment;
    },

    async decide(pipelineArn, approval, decision, options) {
      await clients.codepipeline(targetOf(pipelineArn, 'codepipeline')).send(
        new PutApprovalResultCommand({
          pipelineName: parseArn(pipelineArn).resource,
          stageName: approval.stageName,
          actionName: approval.actionName,
          token: approval.token,
          result: {
            status: decision.decision,
            summary: decisionText(decision, MAX_APPROVAL_SUMMARY),
          },
        }),
        { abortSignal: options?.signal },
      );
    },
  };
}
