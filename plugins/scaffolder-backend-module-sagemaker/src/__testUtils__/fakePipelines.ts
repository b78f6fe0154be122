import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  PipelineRun,
  RunStep,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  CallOptions,
  DeployedModel,
  DeployedModelReader,
  ObjectWriter,
  PipelineWriter,
  RunReader,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';

export interface FakePipeline {
  arn: string;
  definition: string;
  roleArn: string;
  tags: Record<string, string>;
}

/** A run that moves on one state with each reading. */
interface FakeRun {
  run: PipelineRun;
  steps: RunStep[];
  states: { status: PipelineRun['status']; steps: RunStep[] }[];
}

/** Pipelines with their runs, models that are served, and objects in S3, in memory. */
export class FakePipelines {
  readonly byName = new Map<string, FakePipeline>();
  /** Executions that have not ended, by ARN; those that stop are gone after one reading. */
  readonly runningArns = new Map<string, { isStopping: boolean }>();
  /** What was asked for, by client token. */
  readonly runsByToken = new Map<string, FakeRun & { request: object }>();
  /** The states of the next runs; each start takes one, then they all succeed. */
  readonly nextRuns: FakeRun['states'][] = [];
  readonly served: DeployedModel[] = [];
  /** `bucket/key`. */
  readonly keys = new Set<string>();
  /** Days of lifecycle rules, by `bucket/id`. */
  readonly rules = new Map<string, number>();

  constructor(
    private readonly record: (call: string, options?: CallOptions) => void,
  ) {}

  static arnOf({ region, accountId }: Target, name: string) {
    return `arn:aws:sagemaker:${region}:${accountId}:pipeline/${name.toLowerCase()}`;
  }

  readonly pipelines: PipelineWriter = {
    find: async (_target, name, options) => {
      this.record('pipelines.find', options);
      return this.byName.get(name);
    },
    create: async (target, request, options) => {
      this.record('pipelines.create', options);
      const { name, definition, roleArn, tags } = request;
      const arn = FakePipelines.arnOf(target, name);
      this.byName.set(name, { arn, definition, roleArn, tags });
      return { arn };
    },
    running: async (_arn, options) => {
      this.record('pipelines.running', options);
      const running = [...this.runningArns].map(([arn, state]) => ({
        arn,
        ...state,
      }));
      for (const { arn } of running.filter(({ isStopping }) => isStopping)) {
        this.runningArns.delete(arn);
      }
      return running;
    },
    stop: async (arn, options) => {
      this.record('pipelines.stop', options);
      this.runningArns.set(arn, { isStopping: true });
    },
    remove: async (arn, options) => {
      this.record('pipelines.remove', options);
      if (this.runningArns.size) {
        throw new ConflictError('The pipeline has a running execution');
      }
      for (const [name, pipeline] of this.byName) {
        if (pipeline.arn === arn) {
          this.byName.delete(name);
        }
      }
    },
  };

  readonly runs: RunReader = {
    list: () => Promise.reject(new Error('The runs were listed')),
    describe: () => Promise.reject(new Error('A run was described')),
    steps: () => Promise.reject(new Error('The steps were listed')),
    stop: () => Promise.reject(new Error('A run was stopped')),
    retry: () => Promise.reject(new Error('A run was retried')),
    start: async (pipelineArn, request, options) => {
      this.record('runs.start', options);
      const known = this.runsByToken.get(request.clientToken);
      if (known) {
        return known.run;
      }
      const id = `run-${this.runsByToken.size + 1}`;
      const run: PipelineRun = {
        id,
        arn: `${pipelineArn}/execution/${id}`,
        pipelineArn,
        pipelineName: pipelineArn.split('/').at(-1)!,
        status: 'Executing',
        startedAt: '2026-01-01T00:00:00.000Z',
        parameters: request.parameters ?? [],
      };
      const states = this.nextRuns.shift() ?? [
        { status: 'Succeeded', steps: [] },
      ];
      this.runsByToken.set(request.clientToken, {
        run,
        steps: [],
        states,
        request,
      });
      return run;
    },
    get: async (_pipelineArn, runId, options) => {
      this.record('runs.get', options);
      const found = [...this.runsByToken.values()].find(
        ({ run }) => run.id === runId,
      );
      if (!found) {
        throw new NotFoundError(runId);
      }
      const next = found.states.shift();
      if (next) {
        found.run = { ...found.run, status: next.status };
        found.steps = next.steps;
      }
      return { run: found.run, steps: found.steps };
    },
  };

  readonly deployedModels: DeployedModelReader = {
    list: async (target, options) => {
      this.record('deployedModels.list', options);
      return this.served.filter(
        ({ accountId, region }) =>
          accountId === target.accountId && region === target.region,
      );
    },
  };

  private keysBelow({ bucket, prefix }: { bucket: string; prefix: string }) {
    return [...this.keys].filter(key => key.startsWith(`${bucket}/${prefix}`));
  }

  readonly objects: ObjectWriter = {
    summary: async (_target, folder, options) => {
      this.record('objects.summary', options);
      const objects = this.keysBelow(folder).length;
      return { objects, bytes: objects * 1024 * 1024 };
    },
    removeAll: async (_target, folder, options) => {
      this.record('objects.removeAll', options);
      const keys = this.keysBelow(folder);
      keys.forEach(key => this.keys.delete(key));
      return keys.length;
    },
    expiry: async (_target, { bucket, id }, options) => {
      this.record('objects.expiry', options);
      const days = this.rules.get(`${bucket}/${id}`);
      return days === undefined ? undefined : { days };
    },
    setExpiry: async (_target, { bucket, id, days }, options) => {
      this.record('objects.setExpiry', options);
      const isNew = this.rules.get(`${bucket}/${id}`) !== days;
      this.rules.set(`${bucket}/${id}`, days);
      return isNew;
    },
    removeExpiry: async (_target, { bucket, id }, options) => {
      this.record('objects.removeExpiry', options);
      this.rules.delete(`${bucket}/${id}`);
    },
  };
}
