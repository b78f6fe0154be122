/**
 * Ingests SageMaker into the Backstage catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleSagemaker as default } from './module';
