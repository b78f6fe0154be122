import { GetObjectCommand } from '@aws-sdk/client-s3';
import { InputError } from '@backstage/errors';
import { Metric } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsClients } from '../../aws/clients';
import { Target } from '../../domain';
import { CallOptions } from '../../readers';
import { flattenMetrics } from './flattenMetrics';

/** An evaluation report is a few kilobytes; what is larger is something else. */
const MAX_BYTES = 1024 * 1024;

/** Reads the figures that a model version points to. */
export interface MetricReader {
  /**
   * Figures of the report at `s3://bucket/key`, asked for with the rights of the
   * portal in `target`. Throws an InputError for what is no report.
   */
  read(target: Target, uri: string, options?: CallOptions): Promise<Metric[]>;
}

function locate(uri: string): { Bucket: string; Key: string } {
  const match = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri);
  if (!match) {
    throw new InputError(`'${uri}' is not the URI of an object in S3`);
  }
  return { Bucket: match[1], Key: match[2] };
}

export function createMetricReader(
  clients: Pick<AwsClients, 's3'>,
): MetricReader {
  return {
    async read(target, uri, options) {
      const { Body, ContentLength = 0 } = await clients
        .s3(target)
        .send(new GetObjectCommand(locate(uri)), {
          abortSignal: options?.signal,
        });
      if (ContentLength > MAX_BYTES) {
        // Ends the transfer: nobody reads it.
        Body?.transformToWebStream().cancel();
        throw new InputError(
          `${uri} has ${ContentLength} bytes: an evaluation report has up to ${MAX_BYTES}`,
        );
      }
      const text = (await Body?.transformToString('utf8')) ?? '';
      try {
        return flattenMetrics(JSON.parse(text));
      } catch (error) {
        throw new InputError(`${uri} is not JSON`, error);
      }
    },
  };
}
