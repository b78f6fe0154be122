/**
 * SageMaker MLOps for apps of the legacy frontend system. Apps of the new one
 * install the default export of `./alpha`.
 *
 * @packageDocumentation
 */
export { ingestionApiRef } from './api/IngestionApi';
export type { IngestionApi, ListingQuery } from './api/IngestionApi';
export { sagemakerApiRef } from './api/SageMakerApi';
export type {
  AccountSetDetail,
  CallOptions,
  PageOptions,
  RunOptions,
  SageMakerApi,
} from './api/SageMakerApi';
export {
  hasRuns,
  isAccountSetEntity,
  isMlRepository,
  isModelGroup,
} from './filters';
export {
  EntityAccountSetCard,
  EntityLatestRunsCard,
  EntityModelVersionsCard,
  EntityPipelinesContent,
  EntityPromotionCard,
  EntityPromotionContent,
  EntityRepositoryStandardCard,
  EntityVersionsContent,
  MlopsPage,
} from './legacy/extensions';
export {
  SageMakerAccountSetPickerFieldExtension,
  SageMakerDeploymentConfigFieldExtension,
  SageMakerProjectNamePickerFieldExtension,
  SageMakerProjectParametersFieldExtension,
  SageMakerProjectTemplatePickerFieldExtension,
  SageMakerUseCaseReviewFieldExtension,
} from './legacy/fields';
export { sagemakerPlugin } from './legacy/plugin';
