import {
  formatArn,
  TAG_MODEL_GROUP,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { z } from 'zod';
import { isArn, versionRefOf } from '../arns';

/** A resource that an event is about. */
export interface Affected {
  arn: string;
  /** Model group that an endpoint serves, where the event says so. */
  modelGroupArn?: string;
}

const hint = z.object({ arn: z.string() });

const envelope = z.object({
  source: z.enum(['aws.sagemaker', 'aws.codepipeline']),
  'detail-type': z.string(),
  account: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
  resources: z.array(z.string()).default([]),
  detail: z.record(z.unknown()),
});
type AwsEvent = z.infer<typeof envelope>;

const modelPackage = z.object({ ModelPackageArn: z.string() });
const pipeline = z.object({ pipelineArn: z.string() });
const endpoint = z.object({
  EndpointName: z.string().min(1),
  Tags: z.record(z.string()).optional().catch(undefined),
});
const codePipeline = z.object({ pipeline: z.string().min(1) });

/**
 * The resources that an EventBridge event of SageMaker or CodePipeline is about;
 * empty for everything that is not understood. Events are hints: whatever else
 * they say is read again from AWS.
 */
export function affectedBy(payload: unknown): Affected[] {
  const event = envelope.safeParse(payload);
  if (!event.success) {
    return [];
  }
  const affected = subjectOf(event.data);
  return affected && isArn(affected.arn) ? [affected] : [];
}

/** The same for the payload `{ arn }` of the suite's own hints. */
export function affectedByHint(payload: unknown): Affected[] {
  const parsed = hint.safeParse(payload);
  return parsed.success && isArn(parsed.data.arn)
    ? [{ arn: parsed.data.arn }]
    : [];
}

function subjectOf(event: AwsEvent): Affected | undefined {
  const type = event['detail-type'];
  if (event.source === 'aws.codepipeline') {
    return ofCodePipeline(event);
  }
  if (type === 'SageMaker Model Package State Change') {
    return ofModelPackage(event);
  }
  if (type.startsWith('SageMaker Model Building Pipeline Execution ')) {
    return ofPipeline(event);
  }
  if (type.startsWith('SageMaker Endpoint ')) {
    return ofEndpoint(event);
  }
  return undefined;
}

function ofModelPackage({ detail }: AwsEvent): Affected | undefined {
  const parsed = modelPackage.safeParse(detail);
  const ref = parsed.success && versionRefOf(parsed.data.ModelPackageArn);
  return ref ? { arn: ref.groupArn } : undefined;
}

function ofPipeline({ detail }: AwsEvent): Affected | undefined {
  const parsed = pipeline.safeParse(detail);
  return parsed.success ? { arn: parsed.data.pipelineArn } : undefined;
}

function ofEndpoint(event: AwsEvent): Affected | undefined {
  const parsed = endpoint.safeParse(event.detail);
  if (!parsed.success) {
    return undefined;
  }
  const group = parsed.data.Tags?.[TAG_MODEL_GROUP];
  return {
    arn:
      event.resources.find(arn => arn.includes(':endpoint/')) ??
      arnOf(event, 'sagemaker', `endpoint/${parsed.data.EndpointName}`),
    modelGroupArn: group && isArn(group) ? group : undefined,
  };
}

function ofCodePipeline(event: AwsEvent): Affected | undefined {
  const parsed = codePipeline.safeParse(event.detail);
  return parsed.success
    ? { arn: arnOf(event, 'codepipeline', parsed.data.pipeline) }
    : undefined;
}

function arnOf(event: AwsEvent, service: string, resource: string) {
  return formatArn({
    service,
    resource,
    region: event.region,
    accountId: event.account,
    partition: event.resources.find(isArn)?.split(':')[1],
  });
}
