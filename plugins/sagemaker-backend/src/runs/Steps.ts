import { NotFoundError } from '@backstage/errors';
import {
  RunStep,
  StepDetail,
  StepLog,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { JobReader } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access } from '../access/Gate';
import { PipelineSubject } from '../access/subjects';
import { oldest } from '../reads/keys';
import { PageRequest, pageQuestion } from '../reads/page';
import { Fresh, ReadCache } from '../reads/ReadCache';
import { Runs } from './Runs';

/** No event tells of a new line in a log. */
const RUNNING_LOG_TTL_MS = 5_000;

/** The jobs behind the steps of runs. */
export class Steps {
  constructor(
    private readonly deps: { runs: Runs; jobs: JobReader; cache: ReadCache },
  ) {}

  /** Throws NotFoundError when the run has not begun such a step. */
  async get(
    access: Access<PipelineSubject>,
    runId: string,
    stepName: string,
  ): Promise<StepDetail> {
    const { pipelineArn } = access.subject;
    const step = await this.find(pipelineArn, runId, stepName);
    const { jobArn } = step.value;
    if (!jobArn) {
      return { step: step.value, asOf: step.asOf };
    }
    // Null, because an answer must survive JSON.
    const job = await this.deps.cache.read(
      { subject: pipelineArn, question: `jobs/${jobArn}` },
      async signal => (await this.deps.jobs.get(jobArn, { signal })) ?? null,
    );
    return {
      step: step.value,
      job: job.value ?? undefined,
      asOf: oldest([step.asOf, job.asOf]),
    };
  }

  /** Throws NotFoundError when the step has no job that writes a log. */
  async log(
    access: Access<PipelineSubject>,
    runId: string,
    stepName: string,
    page: PageRequest,
  ): Promise<StepLog> {
    const { job } = await this.get(access, runId, stepName);
    const { logGroup, logStreamPrefix } = job ?? {};
    if (!job || !logGroup || !logStreamPrefix) {
      throw new NotFoundError(
        `Step '${stepName}' of run '${runId}' has no job that writes a log`,
      );
    }
    const { value, asOf } = await this.deps.cache.read(
      {
        subject: access.subject.pipelineArn,
        question: `jobs/${job.arn}/log?${pageQuestion(page)}`,
      },
      signal =>
        this.deps.jobs.log(
          { arn: job.arn, logGroup, logStreamPrefix },
          { ...page, signal },
        ),
      job.endedAt ? undefined : RUNNING_LOG_TTL_MS,
    );
    return { ...value, logGroup, asOf };
  }

  private async find(
    pipelineArn: string,
    runId: string,
    stepName: string,
  ): Promise<Fresh<RunStep>> {
    const { value, asOf } = await this.deps.runs.steps(pipelineArn, runId);
    const step = value.find(({ name }) => name === stepName);
    if (!step) {
      throw new NotFoundError(
        `Run '${runId}' has not begun a step '${stepName}'`,
      );
    }
    return { value: step, asOf };
  }
}
