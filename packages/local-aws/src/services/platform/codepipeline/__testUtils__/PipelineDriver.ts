import {
  ApprovalStatus,
  CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  PutApprovalResultCommand,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { AwsEvent } from '../../../../core/events';
import { LocalAws } from '../../../../server';
import { clientConfig, TOOLING } from '../../__testUtils__/localAws';
import { ActionStart, onAction } from '../actions';
import { setActionStatus } from '../engine';
import { createPipeline } from '../store';

export const VERSION =
  'arn:aws:sagemaker:eu-west-1:100000000002:model-package/scoring-models/3';

function action(name: string, category: 'Source' | 'Deploy' | 'Approval') {
  return {
    name,
    actionTypeId: { category, owner: 'AWS', provider: 'Any', version: '1' },
  } as const;
}

/** Pipelines whose actions end when a test says so. */
export class PipelineDriver {
  readonly events: AwsEvent[] = [];
  readonly client: CodePipelineClient;
  readonly #running: ActionStart[] = [];
  #made = 0;

  constructor(private readonly aws: LocalAws) {
    this.client = new CodePipelineClient(clientConfig(aws, TOOLING));
    onAction(aws.world, started => this.#running.push(started));
    aws.world.events.subscribe(event => this.events.push(event));
  }

  /** Source -> Deploy -> Approve -> Release, under a name of its own. */
  create(): string {
    const name = `pipeline-${this.#made++}`;
    createPipeline(this.aws.world, TOOLING, {
      declaration: {
        name,
        roleArn: 'arn:aws:iam::100000000002:role/any',
        variables: [{ name: 'ModelPackageArn', defaultValue: 'none' }],
        stages: [
          { name: 'Source', actions: [action('ModelVersion', 'Source')] },
          { name: 'Deploy', actions: [action('Deploy', 'Deploy')] },
          { name: 'Approve', actions: [action('Approval', 'Approval')] },
          { name: 'Release', actions: [action('Release', 'Deploy')] },
        ],
      },
      tags: { team: 'credit-risk' },
    });
    return name;
  }

  async start(name: string): Promise<string> {
    const { pipelineExecutionId } = await this.client.send(
      new StartPipelineExecutionCommand({
        name,
        variables: [{ name: 'ModelPackageArn', value: VERSION }],
      }),
    );
    return pipelineExecutionId!;
  }

  /** Ends the oldest action of a pipeline that was started and not ended. */
  finish(name: string, failure?: string) {
    const index = this.#running.findIndex(
      ({ pipeline: { declaration } }) => declaration.name === name,
    );
    const [{ pipeline, run }] = this.#running.splice(index, 1);
    setActionStatus(this.aws.world, pipeline, run, {
      status: failure ? 'Failed' : 'Succeeded',
      errorDetails: failure
        ? { code: 'JobFailed', message: failure }
        : undefined,
      revision:
        run.stageName === 'Source' ? { revisionId: VERSION } : undefined,
    });
  }

  async state(name: string) {
    const { stageStates = [] } = await this.client.send(
      new GetPipelineStateCommand({ name }),
    );
    return {
      statuses: stageStates.map(
        ({ latestExecution }) => latestExecution?.status ?? '-',
      ),
      approval: stageStates[2].actionStates?.[0].latestExecution,
      stageStates,
    };
  }

  async statusOf(pipelineName: string, pipelineExecutionId: string) {
    const { pipelineExecution } = await this.client.send(
      new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }),
    );
    return pipelineExecution?.status;
  }

  async decide(
    pipelineName: string,
    token: string | undefined,
    status: ApprovalStatus = 'Approved',
    summary = 'looks good',
  ) {
    await this.client.send(
      new PutApprovalResultCommand({
        pipelineName,
        stageName: 'Approve',
        actionName: 'Approval',
        token,
        result: { status, summary },
      }),
    );
  }

  /** Brings a new execution to the approval. */
  async reachApproval(name: string) {
    const id = await this.start(name);
    this.finish(name);
    this.finish(name);
    return { id, token: (await this.state(name)).approval?.token };
  }
}
