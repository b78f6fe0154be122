import { AwsError } from '../../../core/awsError';
import { Context } from '../../../core/service';
import { Target } from '../target';
import { Queue, queuesOf } from './store';

export function queueUrl(
  { world }: Pick<Context, 'world'>,
  { accountId }: Target,
  name: string,
): string {
  return `${world.endpoint()}/${accountId}/${name}`;
}

export function missingQueue(): AwsError {
  return new AwsError(
    'QueueDoesNotExist',
    'The specified queue does not exist.',
  );
}

/** The queue of a URL, in the region of the request; throws QueueDoesNotExist and AccessDenied. */
export function queueOfUrl(context: Context, url = ''): Queue {
  const [owner, name = ''] = url.split('/').slice(-2);
  if (owner !== context.accountId) {
    throw new AwsError(
      'AccessDenied',
      `Access to the resource ${url} is denied.`,
      403,
    );
  }
  const queue = queuesOf(context.world, context).get(name);
  if (!queue) {
    throw missingQueue();
  }
  return queue;
}
