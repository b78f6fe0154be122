import { InputError } from '@backstage/errors';
import { formatArn } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { z } from 'zod';

const envelope = z.object({
  source: z.string(),
  'detail-type': z.string(),
  account: z.string().regex(/^\d{12}$/, 'not an account id'),
  region: z.string().min(1),
  resources: z.array(z.string()).nullish(),
  detail: z.record(z.unknown()),
});

/**
 * An event of EventBridge. Without its times, which come as ISO text or as epoch
 * milliseconds: an event is a hint to read something anew, however old it is.
 */
export type AwsEvent = z.infer<typeof envelope>;

/** Takes the event as an object or as JSON text. Throws an InputError when it is none. */
export function parseAwsEvent(payload: unknown): AwsEvent {
  return parseAs(
    envelope,
    typeof payload === 'string' ? parseJson(payload) : payload,
  );
}

/** Throws an InputError that names the field which is not what it must be. */
export function parseAs<T extends z.ZodTypeAny>(
  schema: T,
  value: unknown,
): z.infer<T> {
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `${issue.path.join('.') || 'event'}: ${issue.message}`,
    );
  }
  return result.data;
}

/** The ARN of a resource in the account and region of the event. */
export function arnInEvent(
  { account, region }: AwsEvent,
  service: string,
  resource: string,
): string {
  return formatArn({
    partition: partitionOf(region),
    service,
    region,
    accountId: account,
    resource,
  });
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) {
    return 'aws-cn';
  }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError('event: not JSON', error);
  }
}
