import { InputError } from '@backstage/errors';
import {
  PipelineRun,
  RunDetail,
  RunList,
  StartRunRequest,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { RunReader } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access } from './access/Gate';
import { PipelineSubject } from './access/subjects';
import { Changes } from './live/Changes';
import { PageRequest, pageQuestion } from './reads/page';
import { ReadCache } from './reads/ReadCache';

/** Ids that SageMaker gives to executions; anything else could change the ARN's meaning. */
const RUN_ID = /^[a-zA-Z0-9-]{1,64}$/;

/** Runs of a pipeline. */
export class Runs {
  constructor(
    private readonly deps: {
      reader: RunReader;
      cache: ReadCache;
      changes: Changes;
    },
  ) {}

  async list(
    { subject: { pipelineArn } }: Access<PipelineSubject>,
    page: PageRequest,
  ): Promise<RunList> {
    const { value, asOf } = await this.deps.cache.read(
      { subject: pipelineArn, question: `runs?${pageQuestion(page)}` },
      signal => this.deps.reader.list(pipelineArn, { ...page, signal }),
    );
    return {
      pipelineArn,
      asOf,
      items: value.items,
      nextCursor: value.nextCursor,
    };
  }

  /** Throws NotFoundError when the pipeline has no such run. */
  async get(
    { subject: { pipelineArn } }: Access<PipelineSubject>,
    runId: string,
  ): Promise<RunDetail> {
    if (!RUN_ID.test(runId)) {
      throw new InputError(
        `'${runId}' is not the id of a run: up to 64 letters, digits and hyphens`,
      );
    }
    const { value, asOf } = await this.deps.cache.read(
      { subject: pipelineArn, question: `runs/${runId}` },
      signal => this.deps.reader.get(pipelineArn, runId, { signal }),
    );
    return { run: value.run, steps: value.steps, asOf };
  }

  /** Idempotent by the client token. */
  async start(
    { subject: { pipelineArn } }: Access<PipelineSubject>,
    request: StartRunRequest,
  ): Promise<PipelineRun> {
    const run = await this.deps.reader.start(pipelineArn, request);
    await this.deps.changes.made(pipelineArn);
    return run;
  }
}
