import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  ACCOUNT_ROLES,
  ACCOUNT_SET_STATES,
  ANNOTATION_ACCOUNT_SET,
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_AWS_ARN,
  ANNOTATION_AWS_REGION,
  ANNOTATION_CODEPIPELINE_ARN,
  ANNOTATION_MODEL_GROUP_ARN,
  ANNOTATION_PIPELINE_ARN,
  parseArn,
  TYPE_ACCOUNT,
  TYPE_ACCOUNT_SET,
  TYPE_BUILD_REPOSITORY,
  TYPE_DEPLOYMENT_REPOSITORY,
  TYPE_ENDPOINT,
  TYPE_MODEL_GROUP,
  TYPE_PIPELINE,
  TYPE_USE_CASE,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** The SageMaker collection that `aws.amazon.com/arn` of each type must be of. */
const COLLECTIONS: Record<string, string> = {
  [TYPE_USE_CASE]: 'project',
  [TYPE_MODEL_GROUP]: 'model-package-group',
  [TYPE_PIPELINE]: 'pipeline',
  [TYPE_ENDPOINT]: 'endpoint',
};

const OUR_TYPES: Record<string, string[]> = {
  system: [TYPE_USE_CASE],
  component: [TYPE_BUILD_REPOSITORY, TYPE_DEPLOYMENT_REPOSITORY],
  resource: [
    TYPE_MODEL_GROUP,
    TYPE_PIPELINE,
    TYPE_ENDPOINT,
    TYPE_ACCOUNT_SET,
    TYPE_ACCOUNT,
  ],
};

const ACCOUNT_ID = /^\d{12}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;

/** `spec.type` when it is one of this suite's on that kind. */
function ourType(entity: Entity): string | undefined {
  const type = entity.spec?.type;
  return typeof type === 'string' &&
    OUR_TYPES[entity.kind.toLowerCase()]?.includes(type)
    ? type
    : undefined;
}

/** Throws an InputError that names the field, what it holds and what it should hold. */
export function validateEntity(entity: Entity) {
  const type = ourType(entity);
  if (!type) {
    return;
  }
  validateAnnotations(entity, type);
  if (type === TYPE_ACCOUNT_SET) {
    validateAccountSet(entity);
  }
}

function validateAnnotations(entity: Entity, type: string) {
  const collection = COLLECTIONS[type];
  checkArn(
    entity,
    ANNOTATION_AWS_ARN,
    collection && `sagemaker:${collection}/`,
  );
  checkArn(entity, ANNOTATION_PIPELINE_ARN, 'sagemaker:pipeline/');
  checkArn(
    entity,
    ANNOTATION_MODEL_GROUP_ARN,
    'sagemaker:model-package-group/',
  );
  checkArn(entity, ANNOTATION_CODEPIPELINE_ARN, 'codepipeline:');
  checkAnnotation(entity, ANNOTATION_AWS_ACCOUNT_ID, value =>
    ACCOUNT_ID.test(value) ? undefined : 'twelve digits',
  );
  checkAnnotation(entity, ANNOTATION_AWS_REGION, value =>
    REGION.test(value) ? undefined : 'a region such as eu-west-1',
  );
  checkAnnotation(entity, ANNOTATION_ACCOUNT_SET, value => {
    try {
      parseEntityRef(value, { defaultKind: 'resource' });
      return undefined;
    } catch {
      return 'an entity ref such as resource:default/credit-risk';
    }
  });
}

/** `of` is the service and how the resource begins; without it any ARN will do. */
function checkArn(entity: Entity, annotation: string, of?: string) {
  checkAnnotation(entity, annotation, value => {
    const [service, resource] = of?.split(':') ?? ['<service>', ''];
    const expected = `an ARN such as arn:aws:${service}:<region>:<account>:${resource}<name>`;
    try {
      const arn = parseArn(value);
      const fits = !of || `${arn.service}:${arn.resource}`.startsWith(of);
      return fits ? undefined : expected;
    } catch {
      return expected;
    }
  });
}

function checkAnnotation(
  entity: Entity,
  annotation: string,
  expectation: (value: string) => string | undefined,
) {
  const value = entity.metadata.annotations?.[annotation];
  const expected = value === undefined ? undefined : expectation(value);
  if (expected) {
    refuse(`metadata.annotations['${annotation}']`, value, expected);
  }
}

function validateAccountSet(entity: Entity) {
  const { state, regions, accounts } = entity.spec ?? {};
  if (!ACCOUNT_SET_STATES.some(known => known === state)) {
    refuse('spec.state', state, `one of ${ACCOUNT_SET_STATES.join(', ')}`);
  }
  if (!Array.isArray(regions) || regions.length === 0) {
    refuse('spec.regions', regions, 'a list of at least one region');
  }
  regions.forEach((region, i) => {
    if (typeof region !== 'string' || !REGION.test(region)) {
      refuse(`spec.regions[${i}]`, region, 'a region such as eu-west-1');
    }
  });
  if (!Array.isArray(accounts) || accounts.length === 0) {
    refuse('spec.accounts', accounts, 'a list of at least one account');
  }
  const roles = new Set<JsonValue | undefined>();
  accounts.forEach((account, i) => {
    const field = `spec.accounts[${i}]`;
    if (!account || typeof account !== 'object' || Array.isArray(account)) {
      refuse(field, account, 'an object with role and accountId');
    }
    const { role, accountId } = account;
    if (!ACCOUNT_ROLES.some(known => known === role)) {
      refuse(`${field}.role`, role, `one of ${ACCOUNT_ROLES.join(', ')}`);
    }
    if (roles.has(role)) {
      refuse(`${field}.role`, role, 'each role at most once');
    }
    roles.add(role);
    if (typeof accountId !== 'string' || !ACCOUNT_ID.test(accountId)) {
      refuse(
        `${field}.accountId`,
        accountId,
        'a string of twelve digits (in quotes, or YAML makes it a number)',
      );
    }
  });
}

function refuse(
  field: string,
  value: JsonValue | undefined,
  expected: string,
): never {
  const is = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
  throw new InputError(`${field} ${is}: expected ${expected}`);
}
