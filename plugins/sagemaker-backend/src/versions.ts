import { InputError, isError, NotFoundError } from '@backstage/errors';
import {
  Metric,
  ModelVersion,
  VersionDetail,
  VersionList,
  VersionMetrics,
  VersionMetricsList,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ModelVersionReader } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import pLimit from 'p-limit';
import { Access } from './access/Gate';
import { ModelGroupSubject } from './access/subjects';
import { PageRequest, pageQuestion } from './reads/page';
import { ReadCache } from './reads/ReadCache';

const REPORTS_AT_ONCE = 10;
/** A run writes its reports once, below a key of its own. */
const REPORT_TTL_MS = 60 * 60 * 1_000;

/** Versions of a model group. */
export class Versions {
  constructor(
    private readonly deps: { reader: ModelVersionReader; cache: ReadCache },
  ) {}

  async list(
    { subject: { modelGroupArn } }: Access<ModelGroupSubject>,
    page: PageRequest,
  ): Promise<VersionList> {
    const { value, asOf } = await this.deps.cache.read(
      { subject: modelGroupArn, question: `versions?${pageQuestion(page)}` },
      signal => this.deps.reader.list(modelGroupArn, { ...page, signal }),
    );
    return {
      modelGroupArn,
      asOf,
      items: value.items,
      nextCursor: value.nextCursor,
    };
  }

  /** Of the same page as `list`, so that the versions cost no call of their own. */
  async metrics(
    access: Access<ModelGroupSubject>,
    page: PageRequest,
  ): Promise<VersionMetricsList> {
    const { items, asOf } = await this.list(access, page);
    const limit = pLimit(REPORTS_AT_ONCE);
    return {
      asOf,
      items: await Promise.all(
        items.map(version =>
          limit(async (): Promise<VersionMetrics> => {
            const { metrics, problem } = await this.metricsOf(version);
            return { version: version.version, metrics, problem };
          }),
        ),
      ),
    };
  }

  /** Throws NotFoundError when the group has no such version. */
  async get(
    { subject: { modelGroupArn } }: Access<ModelGroupSubject>,
    version: number,
  ): Promise<VersionDetail> {
    if (!Number.isSafeInteger(version) || version < 1) {
      throw new InputError(`'${version}' is not the number of a version`);
    }
    const { value, asOf } = await this.deps.cache.read(
      { subject: modelGroupArn, question: `versions/${version}` },
      signal => this.deps.reader.content(modelGroupArn, version, { signal }),
    );
    const { metrics, problem } = await this.metricsOf(value.version);
    return { ...value, metrics, metricsProblem: problem, asOf };
  }

  /** A report that cannot be read is a fact about the version, not a failure of the page. */
  private async metricsOf(
    version: ModelVersion,
  ): Promise<{ metrics: Metric[]; problem?: string }> {
    const { metricsUri } = version;
    if (!metricsUri) {
      return { metrics: [] };
    }
    try {
      const { value } = await this.deps.cache.read(
        { subject: version.arn, question: `metrics?${metricsUri}` },
        signal => this.deps.reader.metrics(version, { signal }),
        REPORT_TTL_MS,
      );
      return { metrics: value };
    } catch (error) {
      if (!isError(error)) {
        throw error;
      }
      return {
        metrics: [],
        problem:
          error instanceof NotFoundError
            ? `${metricsUri} does not exist any more`
            : error.message,
      };
    }
  }
}
