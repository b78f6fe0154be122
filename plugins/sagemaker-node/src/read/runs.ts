import {
  DescribePipelineExecutionCommand,
  ListPipelineExecutionStepsCommand,
  ListPipelineParametersForExecutionCommand,
  RetryPipelineExecutionCommand,
  SageMakerClient,
  SelectiveExecutionConfig,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from '@aws-sdk/client-sagemaker';
import { ConflictError, InputError } from '@backstage/errors';
import {
  PipelineRun,
  StartRunRequest,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsClients } from '../aws/clients';
import { isAwsError } from '../aws/errors';
import { collect, paginate } from '../aws/paginate';
import { targetOf } from '../aws/targetOf';
import { CallOptions, RunReader } from '../readers';
import { executionArn } from './executionArn';
import { listRuns } from './runList';
import { mapRun, mapStep } from './runMapping';

const PAGE_SIZE = 100;
const CLIENT_TOKEN = /^.{32,128}$/;

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

async function describe(
  client: SageMakerClient,
  arn: string,
  options?: CallOptions,
): Promise<PipelineRun> {
  const [execution, PipelineParameters] = await Promise.all([
    client.send(
      new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }),
      { abortSignal: options?.signal },
    ),
    listParameters(client, arn, options),
  ]);
  return mapRun({ ...execution, PipelineParameters });
}

function checkToken(clientToken: string) {
  if (!CLIENT_TOKEN.test(clientToken)) {
    throw new InputError(
      'The client token of a run must have 32 to 128 characters',
    );
  }
}

/** AWS says in several ways that the state of a run does not allow something. */
async function inItsState<T>(
  what: string,
  attempt: () => Promise<T>,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (isAwsError(error) && error.kind === 'invalid') {
      throw new ConflictError(`${what} is not possible as it stands`, error);
    }
    throw error;
  }
}

function selectiveExecution(
  pipelineArn: string,
  selective: StartRunRequest['selective'],
): SelectiveExecutionConfig | undefined {
  return (
    selective && {
      SourcePipelineExecutionArn: executionArn(
        pipelineArn,
        selective.sourceRunId,
      ),
      SelectedSteps: selective.steps.map(StepName => ({ StepName })),
    }
  );
}

export function createRunReader(clients: AwsClients): RunReader {
  const clientOf = (pipelineArn: string) =>
    clients.sagemaker(targetOf(pipelineArn, 'sagemaker'));

  const reader: RunReader = {
    list: (pipelineArns, query = {}) => listRuns(clients, pipelineArns, query),

    describe: async (pipelineArn, runId, options) =>
      describe(
        clientOf(pipelineArn),
        executionArn(pipelineArn, runId),
        options,
      ),

    async steps(pipelineArn, runId, options) {
      const arn = executionArn(pipelineArn, runId);
      const steps = await listSteps(clientOf(pipelineArn), arn, options);
      return steps.map(mapStep);
    },

    async get(pipelineArn, runId, options) {
      const [run, steps] = await Promise.all([
        reader.describe(pipelineArn, runId, options),
        reader.steps(pipelineArn, runId, options),
      ]);
      return { run, steps };
    },

    async start(pipelineArn, request, options) {
      checkToken(request.clientToken);
      const client = clientOf(pipelineArn);
      const { PipelineExecutionArn: arn } = await client.send(
        new StartPipelineExecutionCommand({
          PipelineName: pipelineArn,
          ClientRequestToken: request.clientToken,
          PipelineExecutionDescription: request.description,
          PipelineParameters: request.parameters?.map(({ name, value }) => ({
            Name: name,
            Value: value,
          })),
          SelectiveExecutionConfig: selectiveExecution(
            pipelineArn,
            request.selective,
          ),
        }),
        { abortSignal: options?.signal },
      );
      // Search may not show the run yet, so it is described.
      return describe(client, arn!, options);
    },

    async stop(pipelineArn, runId, clientToken, options) {
      checkToken(clientToken);
      const arn = executionArn(pipelineArn, runId);
      const client = clientOf(pipelineArn);
      await inItsState(`Stopping run '${runId}'`, () =>
        client.send(
          new StopPipelineExecutionCommand({
            PipelineExecutionArn: arn,
            ClientRequestToken: clientToken,
          }),
          { abortSignal: options?.signal },
        ),
      );
      return describe(client, arn, options);
    },

    async retry(pipelineArn, runId, clientToken, options) {
      checkToken(clientToken);
      const arn = executionArn(pipelineArn, runId);
      const client = clientOf(pipelineArn);
      await inItsState(`Retrying run '${runId}'`, () =>
        client.send(
          new RetryPipelineExecutionCommand({
            PipelineExecutionArn: arn,
            ClientRequestToken: clientToken,
          }),
          { abortSignal: options?.signal },
        ),
      );
      return describe(client, arn, options);
    },
  };
  return reader;
}
