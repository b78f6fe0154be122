export type { AccountSetAttributes, AccountsAttribute } from './attributes';
export { readSageMakerConfig, readTagKeys } from './readConfig';
export type { ConfiguredAccount, SageMakerConfig, TagKeys } from './readConfig';
export { readRepositoryStandard } from './repositoryStandard';
