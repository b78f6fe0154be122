/**
 * AWS access of the SageMaker MLOps suite.
 *
 * @packageDocumentation
 */
export * from './domain';
export * from './readers';
export * from './writers';
export * from './vending';
export * from './services';
export * from './config';
export * from './deployment';
export * from './extensions';
export * from './preflight';
export * from './repository';
export { toTargets } from './read/targets';
export { CallCount } from './aws/CallCount';
export type { AwsClients } from './aws/clients';
export { awsErrorCode, isAwsError } from './aws/errors';
export type { AwsError, AwsErrorDetails, AwsErrorKind } from './aws/errors';
export type { AwsService } from './aws/iamActions';
export { approvalState } from './read/versionMapping';
export { promotionStageOf } from './read/deploymentMapping';
export { HANDLED_EVENTS, resourceChange } from './events/resourceChange';
export type { HandledEvent } from './events/resourceChange';
export type { ResourceChange } from './events/changeOf';
