import {
  DescribePipelineCommand,
  DescribePipelineDefinitionForExecutionCommand,
} from '@aws-sdk/client-sagemaker';
import { InputError } from '@backstage/errors';
import { resourceName } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsClients } from '../aws/clients';
import { targetOf } from '../aws/targetOf';
import { DefinitionReader } from '../readers';
import { executionArn } from './executionArn';
import { parsePipelineDefinition } from './pipelineDefinition';
import { mapUser } from './runMapping';

export function createDefinitionReader(clients: AwsClients): DefinitionReader {
  return {
    async pipeline(pipelineArn, options) {
      const pipeline = await clients
        .sagemaker(targetOf(pipelineArn, 'sagemaker'))
        .send(new DescribePipelineCommand({ PipelineName: pipelineArn }), {
          abortSignal: options?.signal,
        });
      const {
        PipelineStatus: status,
        CreationTime: created,
        LastModifiedTime: modified = created,
      } = pipeline;
      if (!status || !created || !modified) {
        throw new InputError(
          `The pipeline '${pipelineArn}' has no status or creation time`,
        );
      }
      const { parameters, nodes } = parsePipelineDefinition(
        pipeline.PipelineDefinition ?? '',
        pipelineArn,
      );
      return {
        pipelineArn,
        name: pipeline.PipelineName ?? resourceName(pipelineArn),
        displayName: pipeline.PipelineDisplayName,
        description: pipeline.PipelineDescription,
        status,
        createdAt: created.toISOString(),
        modifiedAt: modified.toISOString(),
        modifiedBy: mapUser(pipeline.LastModifiedBy),
        lastRunAt: pipeline.LastRunTime?.toISOString(),
        parameters,
        steps: nodes.map(({ name }) => name),
      };
    },

    async graph(pipelineArn, runId, options) {
      const { PipelineDefinition = '' } = await clients
        .sagemaker(targetOf(pipelineArn, 'sagemaker'))
        .send(
          new DescribePipelineDefinitionForExecutionCommand({
            PipelineExecutionArn: executionArn(pipelineArn, runId),
          }),
          { abortSignal: options?.signal },
        );
      const { parameters, ...graph } = parsePipelineDefinition(
        PipelineDefinition,
        pipelineArn,
      );
      return graph;
    },
  };
}
