import {
  TAG_MODEL_GROUP,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { z } from 'zod';
import { AwsEvent, arnInEvent, parseAs, parseAwsEvent } from './awsEvent';
import { changeOf, ResourceChange } from './changeOf';
import { arnOfCall, CLOUD_TRAIL_CALLS } from './cloudTrail';
import { sagemakerArn } from './sagemakerArn';

const hint = z.object({ arn: z.string() });
const modelPackage = z.object({
  ModelPackageArn: z.string(),
  ModelPackageGroupName: z.string().nullish(),
});
const pipeline = z.object({ pipelineArn: z.string() });
const endpoint = z.object({
  EndpointArn: z.string().nullish(),
  EndpointName: z.string().min(1),
  Tags: z.record(z.string()).optional().catch(undefined),
});
const codePipeline = z.object({ pipeline: z.string().min(1) });

type Interpret = (event: AwsEvent) => ResourceChange | undefined;

/** Events of EventBridge that say something to this suite. */
export interface HandledEvent {
  source: 'aws.sagemaker' | 'aws.codepipeline';
  detailType: string;
  /** `detail.eventName` of calls that CloudTrail has recorded; all events when left out. */
  eventNames?: string[];
}

// A card is named only by itself, not by the version that it describes: nothing
// can be told from "SageMaker Model Card State Change".
const INTERPRETED: (HandledEvent & { interpret: Interpret })[] = [
  {
    source: 'aws.sagemaker',
    detailType: 'SageMaker Model Package State Change',
    interpret: ofVersion,
  },
  {
    source: 'aws.sagemaker',
    detailType: 'SageMaker Model Building Pipeline Execution Status Change',
    interpret: event => ofPipeline(event, 'run'),
  },
  {
    source: 'aws.sagemaker',
    detailType:
      'SageMaker Model Building Pipeline Execution Step Status Change',
    interpret: event => ofPipeline(event, 'step'),
  },
  {
    source: 'aws.sagemaker',
    detailType: 'SageMaker Endpoint State Change',
    interpret: ofEndpoint,
  },
  {
    source: 'aws.sagemaker',
    detailType: 'SageMaker Endpoint Deployment State Change',
    interpret: ofEndpoint,
  },
  {
    source: 'aws.sagemaker',
    detailType: 'AWS API Call via CloudTrail',
    eventNames: CLOUD_TRAIL_CALLS,
    interpret: ofCall,
  },
  {
    source: 'aws.codepipeline',
    detailType: 'CodePipeline Pipeline Execution State Change',
    interpret: ofDeployment,
  },
  {
    // An approval that begins to wait changes nothing but its action.
    source: 'aws.codepipeline',
    detailType: 'CodePipeline Action Execution State Change',
    interpret: ofDeployment,
  },
];

/** What the rules of EventBridge have to send: these, and nothing else. */
export const HANDLED_EVENTS: HandledEvent[] = INTERPRETED.map(
  ({ interpret, ...event }) => event,
);

/**
 * What a message on `TOPIC_AWS_EVENTS` (an EventBridge event, as object or JSON
 * text) or `TOPIC_RESOURCE_CHANGED` (`{ arn }`) says has changed; undefined when
 * that is nothing of this suite. Throws an InputError for a malformed message.
 */
export function resourceChange(
  topic: string,
  payload: unknown,
): ResourceChange | undefined {
  if (topic === TOPIC_RESOURCE_CHANGED) {
    return changeOf(parseAs(hint, payload).arn);
  }
  const event = parseAwsEvent(payload);
  return INTERPRETED.find(
    ({ source, detailType }) =>
      source === event.source && detailType === event['detail-type'],
  )?.interpret(event);
}

function ofVersion({ detail }: AwsEvent): ResourceChange | undefined {
  const version = parseAs(modelPackage, detail);
  // The name in the ARN may be in lower case.
  return changeOf(
    version.ModelPackageArn,
    version.ModelPackageGroupName ?? undefined,
  );
}

function ofPipeline(
  { detail }: AwsEvent,
  of: 'run' | 'step',
): ResourceChange | undefined {
  const change = changeOf(parseAs(pipeline, detail).pipelineArn);
  return change && { ...change, of };
}

function ofEndpoint(event: AwsEvent): ResourceChange | undefined {
  const { EndpointArn, EndpointName, Tags } = parseAs(endpoint, event.detail);
  const change = changeOf(
    EndpointArn ??
      event.resources?.find(arn => arn.includes(':endpoint/')) ??
      sagemakerArn(event, 'endpoint', EndpointName),
  );
  return (
    change && { ...change, modelGroupArn: groupArn(Tags?.[TAG_MODEL_GROUP]) }
  );
}

function ofCall(event: AwsEvent): ResourceChange | undefined {
  const arn = arnOfCall(event);
  return arn === undefined ? undefined : changeOf(arn);
}

function ofDeployment(event: AwsEvent): ResourceChange | undefined {
  const { pipeline: name } = parseAs(codePipeline, event.detail);
  return changeOf(arnInEvent(event, 'codepipeline', name));
}

function groupArn(tag: string | undefined): string | undefined {
  return tag &&
    /^arn:[^:]+:sagemaker:[^:]+:\d{12}:model-package-group\/./.test(tag)
    ? tag
    : undefined;
}
