import { z } from 'zod';
import { AwsEvent, parseAs } from './awsEvent';
import { Collection, sagemakerArn } from './sagemakerArn';

/** Where a call says what it is about, in its answer or in what was asked. */
interface About {
  arn: string;
  /** The member of the request that holds a name, or an ARN. */
  name?: { member: string; collection: Collection };
}

const PROJECT: About = {
  arn: 'projectArn',
  name: { member: 'projectName', collection: 'project' },
};
const GROUP: About = {
  arn: 'modelPackageGroupArn',
  name: { member: 'modelPackageGroupName', collection: 'model-package-group' },
};
const VERSION: About = {
  arn: 'modelPackageArn',
  name: { member: 'modelPackageName', collection: 'model-package' },
};
const PIPELINE: About = {
  arn: 'pipelineArn',
  name: { member: 'pipelineName', collection: 'pipeline' },
};
const ENDPOINT: About = {
  arn: 'endpointArn',
  name: { member: 'endpointName', collection: 'endpoint' },
};
const TAGGED: About = { arn: 'resourceArn' };

/** Calls that leave something behind which no state change tells, or not in time. */
const CALLS = new Map<string, About>([
  ['CreateProject', PROJECT],
  ['UpdateProject', PROJECT],
  ['DeleteProject', PROJECT],
  ['CreateModelPackageGroup', GROUP],
  ['DeleteModelPackageGroup', GROUP],
  ['UpdateModelPackage', VERSION],
  ['DeleteModelPackage', VERSION],
  ['CreatePipeline', PIPELINE],
  ['UpdatePipeline', PIPELINE],
  ['DeletePipeline', PIPELINE],
  ['CreateEndpoint', ENDPOINT],
  ['UpdateEndpoint', ENDPOINT],
  ['DeleteEndpoint', ENDPOINT],
  ['AddTags', TAGGED],
  ['DeleteTags', TAGGED],
]);

export const CLOUD_TRAIL_CALLS = [...CALLS.keys()];

/** Members of requests and answers begin with a small letter here. */
const call = z.object({
  eventName: z.string(),
  errorCode: z.string().nullish(),
  requestParameters: z.record(z.unknown()).nullish(),
  responseElements: z.record(z.unknown()).nullish(),
});

/**
 * The ARN of what a call has changed; undefined for a call that failed or is
 * none of `CLOUD_TRAIL_CALLS`. Throws an InputError when it names nothing.
 */
export function arnOfCall(event: AwsEvent): string | undefined {
  const { eventName, errorCode, requestParameters, responseElements } = parseAs(
    call,
    event.detail,
  );
  const about = CALLS.get(eventName);
  if (!about || errorCode) {
    return undefined;
  }
  const arn = responseElements?.[about.arn] ?? requestParameters?.[about.arn];
  if (arn !== undefined || !about.name) {
    return parseAs(z.string({ required_error: `no ${about.arn}` }), arn);
  }
  const { member, collection } = about.name;
  const name = parseAs(
    z.string({ required_error: `no ${member}` }).min(1),
    requestParameters?.[member],
  );
  return sagemakerArn(event, collection, name);
}
