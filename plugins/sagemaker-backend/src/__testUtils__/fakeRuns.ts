import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  PipelineRun,
  RunGraph,
  RunStep,
  StepJob,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  DefinitionReader,
  JobReader,
  RunReader,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';

type Call = (operation: string, subject: string) => Promise<void>;

/** Pipelines with their runs and jobs, in memory. */
export class FakeRuns {
  /** By ARN of the pipeline. */
  readonly byPipeline = new Map<string, PipelineRun[]>();
  readonly tokens = new Map<string, PipelineRun>();
  /** Of every run. */
  readonly runSteps: RunStep[] = [];
  /** By ARN. */
  readonly jobsByArn = new Map<string, StepJob>();
  readonly graph: RunGraph = {
    nodes: [{ name: 'Train', type: 'Training' }],
    edges: [],
    commit: 'abc1234',
  };

  constructor(private readonly call: Call) {}

  readonly runs: RunReader = {
    list: async (pipelineArns, { statuses = [] } = {}) => {
      const items = structuredClone(pipelineArns.flatMap(arn => this.of(arn)))
        .filter(
          ({ status }) => statuses.length === 0 || statuses.includes(status),
        )
        .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
      await this.call('runs.list', pipelineArns.join());
      return { items, skipped: [], unreadable: [] };
    },
    describe: async (pipelineArn, runId) => {
      const run = structuredClone(this.run(pipelineArn, runId));
      await this.call('runs.describe', pipelineArn);
      return run;
    },
    steps: async (pipelineArn, runId) => {
      this.run(pipelineArn, runId);
      await this.call('runs.steps', pipelineArn);
      return this.runSteps;
    },
    get: () => Promise.reject(new Error('This plugin reads run and steps')),
    start: async (pipelineArn, { clientToken, parameters, description }) => {
      await this.call('runs.start', pipelineArn);
      const runs = this.of(pipelineArn);
      const run: PipelineRun = this.tokens.get(clientToken) ?? {
        id: `run-${runs.length + 1}`,
        arn: `${pipelineArn}/execution/run-${runs.length + 1}`,
        pipelineArn,
        pipelineName: 'churn-training',
        status: 'Executing',
        startedAt: '2026-01-02T00:00:00.000Z',
        parameters: parameters ?? [],
        description,
      };
      if (!this.tokens.has(clientToken)) {
        runs.unshift(run);
        this.tokens.set(clientToken, run);
      }
      return run;
    },
    stop: (pipelineArn, runId) =>
      this.change('stop', pipelineArn, runId, ['Executing'], 'Stopping'),
    retry: (pipelineArn, runId) =>
      this.change(
        'retry',
        pipelineArn,
        runId,
        ['Failed', 'Stopped'],
        'Executing',
      ),
  };

  readonly definitions: DefinitionReader = {
    pipeline: async pipelineArn => {
      await this.call('definitions.pipeline', pipelineArn);
      return {
        pipelineArn,
        name: 'churn-training',
        status: 'Active',
        createdAt: '2026-01-01T00:00:00.000Z',
        modifiedAt: '2026-01-01T00:00:00.000Z',
        parameters: [{ name: 'Rate', type: 'Float', defaultValue: '0.1' }],
        steps: ['Train'],
      };
    },
    graph: async (pipelineArn, runId) => {
      this.run(pipelineArn, runId);
      await this.call('definitions.graph', pipelineArn);
      return this.graph;
    },
  };

  readonly jobs: JobReader = {
    get: async arn => {
      await this.call('jobs.get', arn);
      return this.jobsByArn.get(arn);
    },
    log: async (job, { limit, cursor }) => {
      await this.call('jobs.log', job.arn);
      return {
        lines: [
          {
            at: '2026-01-01T00:00:00.000Z',
            message: `${limit} lines${cursor ? ` before ${cursor}` : ''}`,
            stream: `${job.logStreamPrefix}algo-1`,
          },
        ],
        nextCursor: cursor ? undefined : 'earlier',
        truncated: false,
        consoleUrl: 'https://console.example/log',
      };
    },
  };

  private async change(
    verb: 'stop' | 'retry',
    pipelineArn: string,
    runId: string,
    from: PipelineRun['status'][],
    to: PipelineRun['status'],
  ): Promise<PipelineRun> {
    await this.call(`runs.${verb}`, pipelineArn);
    const run = this.run(pipelineArn, runId);
    if (!from.includes(run.status)) {
      throw new ConflictError(`The run is ${run.status}`);
    }
    run.status = to;
    return structuredClone(run);
  }

  private of(pipelineArn: string): PipelineRun[] {
    const runs = this.byPipeline.get(pipelineArn);
    if (!runs) {
      throw new NotFoundError(`${pipelineArn} does not exist`);
    }
    return runs;
  }

  private run(pipelineArn: string, runId: string): PipelineRun {
    const run = this.of(pipelineArn).find(({ id }) => id === runId);
    if (!run) {
      throw new NotFoundError(`No run '${runId}'`);
    }
    return run;
  }
}
