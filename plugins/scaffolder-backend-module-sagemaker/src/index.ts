/**
 * Scaffolder actions for SageMaker projects, model groups and CodeCommit repositories.
 *
 * @packageDocumentation
 */
export { scaffolderModuleSagemaker as default } from './module';
