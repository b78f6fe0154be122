import { parseArn } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  resourceChange,
  ResourceType,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** The resource whose entity an event may concern. */
export interface ChangedResource {
  arn: string;
  type: ResourceType;
  accountId: string;
  region: string;
}

/** What stands in ARNs for each type that has entities. */
const TYPES = new Map<string, ResourceType>([
  ['project', 'project'],
  ['model-package-group', 'model-group'],
  ['pipeline', 'pipeline'],
  ['endpoint', 'endpoint'],
]);

/**
 * The resource to read anew, or undefined when the event concerns no entity.
 * Throws an InputError for a payload that is not what its topic promises.
 */
export function changedResource(
  topic: string,
  payload: unknown,
): ChangedResource | undefined {
  const change = resourceChange(topic, payload);
  // A step runs many times and says nothing of its pipeline.
  if (!change || change.of === 'step') {
    return undefined;
  }
  const { service, resource, accountId, region } = parseArn(change.arn);
  const type = TYPES.get(resource.split('/')[0]);
  return service === 'sagemaker' && type
    ? { arn: change.arn, type, accountId, region }
    : undefined;
}
