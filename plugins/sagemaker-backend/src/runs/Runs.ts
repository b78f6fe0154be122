import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  ChangeRunRequest,
  PipelineDetail,
  PipelineRun,
  resourceName,
  RunDetail,
  RunGraph,
  RunList,
  StartRunRequest,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  DefinitionReader,
  RunReader,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access } from '../access/Gate';
import { PipelineSubject } from '../access/subjects';
import { Changes } from '../live/Changes';
import { oldest } from '../reads/keys';
import { pageQuestion } from '../reads/page';
import { ReadCache } from '../reads/ReadCache';
import { PortalRuns, Waiting } from './PortalRuns';
import { checkRunId, RunListRequest } from './runRequest';

/** The definition of a run never changes. */
const GRAPH_TTL_MS = 24 * 60 * 60 * 1_000;

/** Runs of pipelines. */
export class Runs {
  constructor(
    private readonly deps: {
      reader: RunReader;
      definitions: DefinitionReader;
      cache: ReadCache;
      changes: Changes;
      portalRuns: PortalRuns;
      logger: LoggerService;
    },
  ) {}

  /** Of all the pipelines together. */
  async list(
    pipelines: Access<PipelineSubject>[],
    request: RunListRequest,
  ): Promise<RunList> {
    const arns = pipelines.map(({ subject }) => subject.pipelineArn).sort();
    const { statuses, since = '', until = '' } = request;
    const { value, asOf } = await this.deps.cache.read(
      {
        subject: arns,
        question: `runs?${pageQuestion(
          request,
        )}&status=${statuses}&since=${since}&until=${until}`,
      },
      signal => this.deps.reader.list(arns, { ...request, signal }),
    );
    return {
      pipelines: pipelines.map(({ subject, entityRef }) => ({
        entityRef,
        arn: subject.pipelineArn,
        name: resourceName(subject.pipelineArn),
        branch: subject.branch,
      })),
      asOf,
      items: await this.withStarters(value.items),
      nextCursor: value.nextCursor,
      unreadable: value.unreadable.length > 0 ? value.unreadable : undefined,
    };
  }

  /** Throws NotFoundError when the pipeline has no such run. */
  async get(
    { subject: { pipelineArn } }: Access<PipelineSubject>,
    runId: string,
  ): Promise<RunDetail> {
    checkRunId(runId);
    const [described, steps] = await Promise.all([
      this.deps.cache.read(
        { subject: pipelineArn, question: `runs/${runId}` },
        signal => this.deps.reader.describe(pipelineArn, runId, { signal }),
      ),
      this.steps(pipelineArn, runId),
    ]);
    const [run] = await this.withStarters([described.value]);
    return {
      run,
      steps: steps.value,
      asOf: oldest([described.asOf, steps.asOf]),
    };
  }

  /** The steps of a run, as one answer for all who ask for one of them. */
  async steps(pipelineArn: string, runId: string) {
    return this.deps.cache.read(
      { subject: pipelineArn, question: `runs/${checkRunId(runId)}/steps` },
      signal => this.deps.reader.steps(pipelineArn, runId, { signal }),
    );
  }

  async graph(
    { subject: { pipelineArn } }: Access<PipelineSubject>,
    runId: string,
  ): Promise<RunGraph> {
    checkRunId(runId);
    const { value } = await this.deps.cache.read(
      { subject: `${pipelineArn}/execution/${runId}`, question: 'graph' },
      signal => this.deps.definitions.graph(pipelineArn, runId, { signal }),
      GRAPH_TTL_MS,
    );
    return value;
  }

  async pipeline({
    subject: { pipelineArn },
  }: Access<PipelineSubject>): Promise<PipelineDetail> {
    const { value, asOf } = await this.deps.cache.read(
      { subject: pipelineArn, question: 'pipeline' },
      signal => this.deps.definitions.pipeline(pipelineArn, { signal }),
    );
    return { ...value, asOf };
  }

  /** Idempotent by the client token. */
  async start(
    access: Access<PipelineSubject>,
    request: StartRunRequest,
  ): Promise<PipelineRun> {
    const { pipelineArn } = access.subject;
    const run = await this.deps.reader.start(pipelineArn, request);
    await this.remember(access, run, waiting =>
      this.deps.portalRuns.started(waiting),
    );
    await this.deps.changes.made(pipelineArn);
    return run;
  }

  /** Throws ConflictError when the run cannot be stopped any more. */
  async stop(
    { subject: { pipelineArn } }: Access<PipelineSubject>,
    runId: string,
    { clientToken }: ChangeRunRequest,
  ): Promise<PipelineRun> {
    checkRunId(runId);
    const run = await this.deps.reader.stop(pipelineArn, runId, clientToken);
    await this.deps.changes.made(pipelineArn);
    return run;
  }

  /** Throws ConflictError when there is nothing to retry. */
  async retry(
    access: Access<PipelineSubject>,
    runId: string,
    { clientToken }: ChangeRunRequest,
  ): Promise<PipelineRun> {
    checkRunId(runId);
    const { pipelineArn } = access.subject;
    const run = await this.deps.reader.retry(pipelineArn, runId, clientToken);
    await this.remember(access, run, waiting =>
      this.deps.portalRuns.retried(waiting),
    );
    await this.deps.changes.made(pipelineArn);
    return run;
  }

  /** Never throws: AWS has begun the run. */
  private async remember(
    { caller: { principal }, entityRef }: Access<PipelineSubject>,
    run: PipelineRun,
    write: (waiting: Waiting) => Promise<void>,
  ) {
    if (principal.type !== 'user') {
      return;
    }
    const tell = principal.userEntityRef;
    try {
      await write({ runArn: run.arn, tell, entityRef });
    } catch (error) {
      this.deps.logger.warn(
        `It could not be noted that ${tell} has begun ${run.arn}: nobody will be told of its end`,
        toError(error),
      );
    }
  }

  /** AWS knows only the role of the portal. */
  private async withStarters(runs: PipelineRun[]): Promise<PipelineRun[]> {
    const starters = await this.deps.portalRuns.startersOf(
      runs.map(({ arn }) => arn),
    );
    return runs.map(run => ({ ...run, startedByRef: starters.get(run.arn) }));
  }
}
