import {
  DescribePipelineExecutionCommand,
  ListPipelineExecutionStepsCommand,
  ListPipelineParametersForExecutionCommand,
  PipelineExecution,
  SageMakerClient,
  SearchCommand,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-sagemaker';
import { InputError, NotFoundError } from '@backstage/errors';
import { AwsClients } from '../aws/clients';
import { collect, paginate } from '../aws/paginate';
import { targetOf } from '../aws/targetOf';
import { CallOptions, RunReader } from '../readers';
import { mapEach } from './mapEach';
import { mapRun, mapStep } from './runMapping';

const DEFAULT_LIMIT = 20;
const PAGE_SIZE = 100;
const CLIENT_TOKEN = /^.{32,128}$/;

function executionArn(pipelineArn: string, runId: string): string {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(runId)) {
    throw new NotFoundError(`'${runId}' is not the id of a pipeline execution`);
  }
  return `${pipelineArn}/execution/${runId}`;
}

async function describe(
  client: SageMakerClient,
  arn: string,
  options?: CallOptions,
): Promise<PipelineExecution> {
  return client.send(
    new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }),
    { abortSignal: options?.signal },
  );
}

function listSteps(
  client: SageMakerClient,
  arn: string,
  options?: CallOptions,
) {
  return collect(
    paginate({
      what: `the steps of ${arn}`,
      fetch: async NextToken => {
        const answer = await client.send(
          new ListPipelineExecutionStepsCommand({
            PipelineExecutionArn: arn,
            SortOrder: 'Ascending',
            MaxResults: PAGE_SIZE,
            NextToken,
          }),
          { abortSignal: options?.signal },
        );
        return {
          items: answer.PipelineExecutionSteps ?? [],
          next: answer.NextToken,
        };
      },
      idOf: step => step.StepName,
    }),
  );
}

function listParameters(
  client: SageMakerClient,
  arn: string,
  options?: CallOptions,
) {
  return collect(
    paginate({
      what: `the parameters of ${arn}`,
      fetch: async NextToken => {
        const answer = await client.send(
          new ListPipelineParametersForExecutionCommand({
            PipelineExecutionArn: arn,
            MaxResults: PAGE_SIZE,
            NextToken,
          }),
          { abortSignal: options?.signal },
        );
        return {
          items: answer.PipelineParameters ?? [],
          next: answer.NextToken,
        };
      },
      idOf: parameter => parameter.Name,
    }),
  );
}

export function createRunReader(clients: AwsClients): RunReader {
  return {
    async list(pipelineArn, options = {}) {
      const client = clients.sagemaker(targetOf(pipelineArn, 'sagemaker'));
      const answer = await client.send(
        new SearchCommand({
          Resource: 'PipelineExecution',
          SearchExpression: {
            Filters: [
              { Name: 'PipelineArn', Operator: 'Equals', Value: pipelineArn },
            ],
          },
          SortBy: 'CreationTime',
          SortOrder: 'Descending',
          MaxResults: options.limit ?? DEFAULT_LIMIT,
          NextToken: options.cursor,
        }),
        { abortSignal: options.signal },
      );
      return {
        ...mapEach(
          answer.Results ?? [],
          record => mapRun(record.PipelineExecution ?? {}),
          record => record.PipelineExecution?.PipelineExecutionArn,
        ),
        nextCursor: answer.NextToken,
      };
    },

    async get(pipelineArn, runId, options) {
      const client = clients.sagemaker(targetOf(pipelineArn, 'sagemaker'));
      const arn = executionArn(pipelineArn, runId);
      const [execution, steps, parameters] = await Promise.all([
        describe(client, arn, options),
        listSteps(client, arn, options),
        listParameters(client, arn, options),
      ]);
      return {
        run: mapRun({ ...execution, PipelineParameters: parameters }),
        steps: steps.map(mapStep),
      };
    },

    async start(pipelineArn, request, options) {
      if (!CLIENT_TOKEN.test(request.clientToken)) {
        throw new InputError(
          'The client token of a run must have 32 to 128 characters',
        );
      }
      const client = clients.sagemaker(targetOf(pipelineArn, 'sagemaker'));
      const PipelineParameters = request.parameters?.map(({ name, value }) => ({
        Name: name,
        Value: value,
      }));
      const { PipelineExecutionArn: arn } = await client.send(
        new StartPipelineExecutionCommand({
          PipelineName: pipelineArn,
          ClientRequestToken: request.clientToken,
          PipelineExecutionDescription: request.description,
          PipelineParameters,
        }),
        { abortSignal: options?.signal },
      );
      // Search may not show the run yet, so it is described.
      return mapRun({
        ...(await describe(client, arn!, options)),
        PipelineParameters,
      });
    },
  };
}
