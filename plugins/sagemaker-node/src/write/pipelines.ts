import {
  CreatePipelineCommand,
  DeletePipelineCommand,
  DescribePipelineCommand,
  ListPipelineExecutionsCommand,
  StopPipelineExecutionCommand,
} from '@aws-sdk/client-sagemaker';
import { NotFoundError } from '@backstage/errors';
import { AwsClients } from '../aws/clients';
import { collect, paginate } from '../aws/paginate';
import { targetOf } from '../aws/targetOf';
import { readTags, toTagList } from '../read/tags';
import { PipelineWriter } from '../writers';

const PAGE_SIZE = 100;

export function createPipelineWriter(clients: AwsClients): PipelineWriter {
  return {
    async find(target, name, options) {
      const client = clients.sagemaker(target);
      try {
        const pipeline = await client.send(
          new DescribePipelineCommand({ PipelineName: name }),
          { abortSignal: options?.signal },
        );
        const arn = pipeline.PipelineArn!;
        return {
          arn,
          description: pipeline.PipelineDescription,
          definition: pipeline.PipelineDefinition!,
          roleArn: pipeline.RoleArn!,
          tags: await readTags(client, arn, options),
        };
      } catch (error) {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    },

    async create(target, request, options) {
      const { PipelineArn: arn } = await clients.sagemaker(target).send(
        new CreatePipelineCommand({
          PipelineName: request.name,
          PipelineDescription: request.description,
          PipelineDefinition: request.definition,
          RoleArn: request.roleArn,
          Tags: toTagList(request.tags),
        }),
        { abortSignal: options?.signal },
      );
      return { arn: arn! };
    },

    async running(pipelineArn, options) {
      const client = clients.sagemaker(targetOf(pipelineArn, 'sagemaker'));
      const executions = await collect(
        paginate({
          what: `the executions of ${pipelineArn}`,
          fetch: async NextToken => {
            const answer = await client.send(
              new ListPipelineExecutionsCommand({
                PipelineName: pipelineArn,
                MaxResults: PAGE_SIZE,
                NextToken,
              }),
              { abortSignal: options?.signal },
            );
            return {
              items: answer.PipelineExecutionSummaries ?? [],
              next: answer.NextToken,
            };
          },
          idOf: execution => execution.PipelineExecutionArn,
        }),
      );
      return executions
        .filter(({ PipelineExecutionStatus: status }) =>
          ['Executing', 'Stopping'].includes(status ?? ''),
        )
        .map(execution => ({
          arn: execution.PipelineExecutionArn!,
          isStopping: execution.PipelineExecutionStatus === 'Stopping',
        }));
    },

    async stop(executionArn, options) {
      await clients.sagemaker(targetOf(executionArn, 'sagemaker')).send(
        new StopPipelineExecutionCommand({
          PipelineExecutionArn: executionArn,
        }),
        { abortSignal: options?.signal },
      );
    },

    async remove(pipelineArn, options) {
      try {
        await clients
          .sagemaker(targetOf(pipelineArn, 'sagemaker'))
          .send(new DeletePipelineCommand({ PipelineName: pipelineArn }), {
            abortSignal: options?.signal,
          });
      } catch (error) {
        if (!(error instanceof NotFoundError)) {
          throw error;
        }
      }
    },
  };
}
