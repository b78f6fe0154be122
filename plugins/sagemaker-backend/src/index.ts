/**
 * HTTP API of the SageMaker MLOps suite: the backend plugin `sagemaker`.
 *
 * @packageDocumentation
 */
export { sagemakerPlugin as default } from './plugin';
