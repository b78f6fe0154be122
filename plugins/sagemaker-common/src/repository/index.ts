export { checkRepository } from './checkRepository';
export type { RepositoryViolation } from './checkRepository';
export { repositoryKindOf } from './repositoryKindOf';
export {
  DEFAULT_REPOSITORY_STANDARD,
  parseRepositoryStandard,
  REPOSITORY_KINDS,
} from './standard';
export type {
  RepositoryKind,
  RepositoryRule,
  RepositoryStandard,
} from './standard';
