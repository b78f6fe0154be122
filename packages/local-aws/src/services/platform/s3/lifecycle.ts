import { randomUUID } from 'node:crypto';
import { AwsError } from '../../../core/awsError';
import { bucketOf, S3Operation, sendXml } from './request';
import { parseLifecycle, toXml, XmlElement } from './xml';

const MAX_RULES = 1000;
const MAX_ID = 255;
const ACTIONS = [
  'Expiration',
  'Transition',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'AbortIncompleteMultipartUpload',
];
const MINIMUM_SIZE = 'x-amz-transition-default-minimum-object-size';
const DEFAULT_MINIMUM_SIZE = 'all_storage_classes_128K';

const malformed = () =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
const invalid = (message: string) => new AwsError('InvalidRequest', message);

/** What S3 refuses about the rules, as far as it matters to who writes them. */
function check(rules: XmlElement[]) {
  if (!rules.length || rules.length > MAX_RULES) {
    throw malformed();
  }
  for (const rule of rules) {
    const isOld = 'Prefix' in rule;
    if (
      !['Enabled', 'Disabled'].includes(String(rule.Status)) ||
      isOld === 'Filter' in rule
    ) {
      throw malformed();
    }
    if (!ACTIONS.some(action => action in rule)) {
      throw invalid('At least one action needs to be specified in a rule');
    }
    if (String(rule.ID ?? '').length > MAX_ID) {
      throw new AwsError(
        'InvalidArgument',
        `ID length should not exceed allowed limit of ${MAX_ID}`,
      );
    }
  }
  if (new Set(rules.map(rule => 'Prefix' in rule)).size > 1) {
    throw invalid(
      'Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.',
    );
  }
  const ids = rules.flatMap(({ ID }) => ID ?? []);
  if (new Set(ids).size < ids.length) {
    throw new AwsError(
      'InvalidArgument',
      'Rule ID must be unique. Found same ID for more than one rule',
    );
  }
}

export const putBucketLifecycle: S3Operation = (request, response, context) => {
  const bucket = bucketOf(request, context);
  const rules = parseLifecycle(request.body.toString());
  check(rules);
  bucket.lifecycle = {
    rules: rules.map(({ ID = randomUUID(), ...rule }) => ({ ID, ...rule })),
    minimumSize: String(request.headers[MINIMUM_SIZE] ?? DEFAULT_MINIMUM_SIZE),
  };
  response.setHeader(MINIMUM_SIZE, bucket.lifecycle.minimumSize);
  response.end();
};

export const getBucketLifecycle: S3Operation = (request, response, context) => {
  const { lifecycle } = bucketOf(request, context);
  if (!lifecycle) {
    throw new AwsError(
      'NoSuchLifecycleConfiguration',
      'The lifecycle configuration does not exist',
      404,
    );
  }
  response.setHeader(MINIMUM_SIZE, lifecycle.minimumSize);
  sendXml(response, toXml('LifecycleConfiguration', { Rule: lifecycle.rules }));
};

/** Of a bucket without rules it succeeds, too. */
export const deleteBucketLifecycle: S3Operation = (
  request,
  response,
  context,
) => {
  bucketOf(request, context).lifecycle = undefined;
  response.writeHead(204).end();
};
