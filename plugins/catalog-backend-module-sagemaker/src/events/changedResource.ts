import { InputError } from '@backstage/errors';
import {
  Arn,
  formatArn,
  parseArn,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ResourceType } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { z } from 'zod';

/** The resource whose entity an event may concern. */
export interface ChangedResource {
  arn: string;
  type: ResourceType;
  accountId: string;
  region: string;
}

/** The collections of SageMaker ARNs that an entity stands for, or for what they are part of. */
const COLLECTIONS: Record<
  string,
  { type: ResourceType; collection: string } | undefined
> = {
  project: { type: 'project', collection: 'project' },
  'model-package-group': {
    type: 'model-group',
    collection: 'model-package-group',
  },
  'model-package': { type: 'model-group', collection: 'model-package-group' },
  pipeline: { type: 'pipeline', collection: 'pipeline' },
  endpoint: { type: 'endpoint', collection: 'endpoint' },
};

const hint = z.object({ arn: z.string() });

/** The fields of an EventBridge event that tell which resource it is about. */
const awsEvent = z.object({
  source: z.string(),
  'detail-type': z.string(),
  account: z.string(),
  region: z.string(),
  resources: z.array(z.string()).default([]),
  detail: z.object({
    ModelPackageArn: z.string().optional(),
    pipelineArn: z.string().optional(),
    EndpointArn: z.string().optional(),
    EndpointName: z.string().optional(),
  }),
});
type AwsEvent = z.infer<typeof awsEvent>;

/**
 * The resource to read anew, or undefined when the event concerns no entity.
 * Throws an InputError for a payload that is not what its topic promises.
 */
export function changedResource(
  topic: string,
  payload: unknown,
): ChangedResource | undefined {
  const arn =
    topic === TOPIC_RESOURCE_CHANGED
      ? parse(hint, payload).arn
      : arnOfEvent(parse(awsEvent, payload));
  return arn === undefined ? undefined : entityResource(parseArn(arn));
}

function parse<T extends z.ZodTypeAny>(
  schema: T,
  payload: unknown,
): z.infer<T> {
  const result = schema.safeParse(payload);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `${issue.path.join('.') || 'event'}: ${issue.message}`,
    );
  }
  return result.data;
}

function arnOfEvent(event: AwsEvent): string | undefined {
  if (event.source !== 'aws.sagemaker') {
    return undefined;
  }
  const { detail } = event;
  switch (event['detail-type']) {
    case 'SageMaker Model Package State Change':
      return required(event, detail.ModelPackageArn);
    case 'SageMaker Model Building Pipeline Execution Status Change':
      return required(event, detail.pipelineArn);
    case 'SageMaker Endpoint State Change':
    case 'SageMaker Endpoint Deployment State Change':
      return endpointArn(event);
    default:
      return undefined;
  }
}

function endpointArn(event: AwsEvent): string {
  const { EndpointArn, EndpointName } = event.detail;
  const listed = event.resources.find(arn => arn.includes(':endpoint/'));
  const named =
    EndpointName &&
    formatArn({
      service: 'sagemaker',
      region: event.region,
      accountId: event.account,
      resource: `endpoint/${EndpointName.toLowerCase()}`,
    });
  return required(event, EndpointArn ?? listed ?? named);
}

function required(event: AwsEvent, arn: string | undefined): string {
  if (!arn) {
    throw new InputError(`'${event['detail-type']}' names no resource`);
  }
  return arn;
}

/** A version stands for its group, a run for its pipeline. */
function entityResource(arn: Arn): ChangedResource | undefined {
  const [collection, name] = arn.resource.split('/');
  const found = COLLECTIONS[collection];
  if (arn.service !== 'sagemaker' || !found || !name) {
    return undefined;
  }
  return {
    type: found.type,
    accountId: arn.accountId,
    region: arn.region,
    arn: formatArn({ ...arn, resource: `${found.collection}/${name}` }),
  };
}
