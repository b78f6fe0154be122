import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  AccountSetEntity,
  ANNOTATION_ACCOUNT_SET,
  ANNOTATION_AWS_ARN,
  ANNOTATION_BRANCH,
  ANNOTATION_CODEPIPELINE_ARN,
  ANNOTATION_PIPELINE_ARN,
  isAccountSet,
  isSageMakerResource,
  parseArn,
  TAG_PIPELINE,
  toolingAccount,
  TYPE_ACCOUNT_SET,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** What a route acts upon, taken from the entity and from nowhere else. */
export interface Subject {
  /** Account that the entity points at; twelve digits. */
  accountId: string;
  /** True when the entity is not the resource itself but names it. */
  linked: boolean;
}

export interface PipelineSubject extends Subject {
  pipelineArn: string;
  /** Feature branch that it belongs to, as in git. */
  branch?: string;
}

export interface ModelGroupSubject extends Subject {
  modelGroupArn: string;
  region: string;
  /** CodePipeline that deploys the group. */
  deploymentPipelineArn?: string;
  /** Entity ref of the account set that the group is promoted in. */
  accountSetRef?: string;
  /** Feature branch that its models belong to; they are never promoted. */
  branch?: string;
}

export interface AccountSetSubject extends Subject {
  set: AccountSetEntity;
  region: string;
}

/** The pipeline that the entity is, that feeds it or that it builds; told by ARN, whatever its type is called. */
export function pipelineOf(entity: Entity): PipelineSubject {
  const linked =
    entity.kind === 'Component' ||
    isSageMakerResource(entity, 'model-package-group');
  const annotation = linked ? ANNOTATION_PIPELINE_ARN : ANNOTATION_AWS_ARN;
  if (linked && !entity.metadata.annotations?.[annotation]) {
    throw new NotFoundError(
      `No pipeline is linked to '${stringifyEntityRef(
        entity,
      )}': tag the model group with ${TAG_PIPELINE} = the ARN of its SageMaker pipeline, or annotate the component with ${ANNOTATION_PIPELINE_ARN}`,
    );
  }
  const arn = requireArn(entity, annotation, 'sagemaker', 'pipeline/');
  return {
    pipelineArn: arn.value,
    accountId: arn.accountId,
    linked,
    branch: entity.metadata.annotations?.[ANNOTATION_BRANCH] || undefined,
  };
}

/** The model package group that the entity is. */
export function modelGroupOf(entity: Entity): ModelGroupSubject {
  const group = requireArn(
    entity,
    ANNOTATION_AWS_ARN,
    'sagemaker',
    'model-package-group/',
  );
  const annotations = entity.metadata.annotations ?? {};
  return {
    modelGroupArn: group.value,
    accountId: group.accountId,
    region: group.region,
    linked: false,
    deploymentPipelineArn: annotations[ANNOTATION_CODEPIPELINE_ARN]
      ? requireArn(entity, ANNOTATION_CODEPIPELINE_ARN, 'codepipeline', '')
          .value
      : undefined,
    accountSetRef: annotations[ANNOTATION_ACCOUNT_SET],
    branch: annotations[ANNOTATION_BRANCH] || undefined,
  };
}

/** The account set that the entity is. */
export function accountSetOf(entity: Entity): AccountSetSubject {
  if (!isAccountSet(entity)) {
    throw new InputError(
      `'${stringifyEntityRef(entity)}' is of type '${
        entity.spec?.type
      }': accounts and templates belong to a Resource of type ${TYPE_ACCOUNT_SET}`,
    );
  }
  const { regions, accounts } = entity.spec;
  if (!regions.length) {
    throw new InputError(
      `Account set '${stringifyEntityRef(
        entity,
      )}' has no region in spec.regions`,
    );
  }
  return {
    set: entity,
    region: regions[0],
    linked: false,
    accountId: toolingAccount({ name: entity.metadata.name, accounts }),
  };
}

function requireArn(
  entity: Entity,
  annotation: string,
  service: string,
  resourcePrefix: string,
) {
  const value = entity.metadata.annotations?.[annotation];
  const where = `Annotation '${annotation}' of '${stringifyEntityRef(entity)}'`;
  const rule = `must be the ARN of a resource '${resourcePrefix}<name>' of ${service} with a region and an account`;
  if (!value) {
    throw new InputError(`${where} is missing: it ${rule}`);
  }
  const arn = parse(value, where);
  if (
    arn.service !== service ||
    !arn.accountId ||
    !arn.region ||
    !arn.resource.startsWith(resourcePrefix)
  ) {
    throw new InputError(`${where} is '${value}', but ${rule}`);
  }
  return { ...arn, value };
}

function parse(value: string, where: string) {
  try {
    return parseArn(value);
  } catch (error) {
    throw new InputError(`${where} is malformed`, error);
  }
}
