import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_PIPELINE_ARN,
  isSageMakerResource,
  TYPE_ACCOUNT_SET,
  TYPE_BUILD_REPOSITORY,
  TYPE_DEPLOYMENT_REPOSITORY,
  TYPE_MODEL_GROUP,
  TYPE_PIPELINE,
  TYPE_USE_CASE,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/*
 * Which entities a card or tab belongs to: as predicate objects for the new
 * frontend system, where adopters override them in YAML, and as functions for
 * the entity switches of the legacy system.
 */

const resource = (...types: string[]) => ({
  kind: 'resource',
  'spec.type': { $in: types },
});

export const modelGroupFilter = resource(TYPE_MODEL_GROUP);
export const accountSetFilter = resource(TYPE_ACCOUNT_SET);
export const repositoryFilter = {
  kind: 'component',
  'spec.type': { $in: [TYPE_BUILD_REPOSITORY, TYPE_DEPLOYMENT_REPOSITORY] },
};
const useCaseFilter = { kind: 'system', 'spec.type': TYPE_USE_CASE };
const buildRepositoryFilter = {
  kind: 'component',
  'spec.type': TYPE_BUILD_REPOSITORY,
  [`metadata.annotations.${ANNOTATION_PIPELINE_ARN}`]: { $exists: true },
};
export const runsFilter = {
  $any: [
    resource(TYPE_PIPELINE, TYPE_MODEL_GROUP),
    useCaseFilter,
    buildRepositoryFilter,
  ],
};

const isResource = (entity: Entity, type: string) =>
  entity.kind.toLowerCase() === 'resource' && entity.spec?.type === type;

export const isModelGroup = (entity: Entity) =>
  isResource(entity, TYPE_MODEL_GROUP);

export const isAccountSetEntity = (entity: Entity) =>
  isResource(entity, TYPE_ACCOUNT_SET);

export const isMlRepository = (entity: Entity) =>
  entity.kind.toLowerCase() === 'component' &&
  (entity.spec?.type === TYPE_BUILD_REPOSITORY ||
    entity.spec?.type === TYPE_DEPLOYMENT_REPOSITORY);

export const isUseCase = (entity: Entity) =>
  entity.kind.toLowerCase() === 'system' && entity.spec?.type === TYPE_USE_CASE;

export const hasRuns = (entity: Entity) =>
  isResource(entity, TYPE_PIPELINE) ||
  isModelGroup(entity) ||
  isUseCase(entity) ||
  (entity.kind.toLowerCase() === 'component' &&
    entity.spec?.type === TYPE_BUILD_REPOSITORY &&
    Boolean(entity.metadata.annotations?.[ANNOTATION_PIPELINE_ARN]));

/** The annotation that leads to the runs of an entity; of a use case, to those of all its pipelines. */
export const pipelineAnnotation = (entity: Entity) =>
  isSageMakerResource(entity, 'pipeline') || isUseCase(entity)
    ? ANNOTATION_AWS_ARN
    : ANNOTATION_PIPELINE_ARN;
