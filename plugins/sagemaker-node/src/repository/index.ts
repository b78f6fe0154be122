export { gitPlaceOf } from './gitPlace';
export type { GitPlace } from './gitPlace';
export { readingFrom } from './readingFrom';
export { deploymentRepositoryOf, repositoryOf } from './repositorySubject';
export type { RepositorySubject } from './repositorySubject';
