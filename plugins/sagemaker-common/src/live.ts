import { shortHash } from './names';

/**
 * Topic of the events service with hints that an AWS resource has changed.
 * Payload: `{ arn: string }`. A hint is never a fact: whoever receives it
 * re-reads the resource.
 */
export const TOPIC_RESOURCE_CHANGED = 'sagemaker-resource-changed';

/**
 * Topic that the SQS module publishes EventBridge events of AWS to. Without a
 * dot, because it is a key in that module's configuration.
 */
export const TOPIC_AWS_EVENTS = 'aws-sagemaker';

/**
 * Signal channel of one entity. Messages carry only a time: open pages read
 * anew, under their own permissions. ARNs that differ only in case are one
 * resource: AWS writes names in lower case in some of them.
 */
export function liveChannel(arn: string): string {
  return `sagemaker:${shortHash(arn.toLowerCase())}`;
}
