/**
 * Vocabulary of the SageMaker MLOps suite. Runs anywhere, does no I/O.
 *
 * @packageDocumentation
 */
export * from './accountSet';
export * from './annotations';
export * from './arn';
export * from './branch';
export * from './console';
export * from './deploymentConfig';
export * from './live';
export * from './ingestion';
export * from './names';
export * from './permissions';
export * from './project';
export * from './repository';
export * from './resourceKind';
export * from './stages';
export * from './types';
export * from './useCase';
export * from './schema/openapi';
