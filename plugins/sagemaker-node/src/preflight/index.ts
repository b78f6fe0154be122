export * from './accountSet';
export type { Checked } from './checked';
export { matchesPattern } from './matchesPattern';
export { planLaunch } from './planLaunch';
export type {
  LaunchPlan,
  LaunchWish,
  PreflightAws,
  PresentLaunch,
} from './planLaunch';
export { checkUseCase, isLost, planProject, takenFinding } from './preflight';
export type { ProjectWish } from './preflight';
export { chooseVersion } from './productChoice';
export { readOr } from './readOr';
export { readTemplate } from './templateFacts';
export type { TemplateFacts, TemplateWish } from './templateFacts';
export { useCaseOf } from './useCase';
export type { UseCaseOfSet } from './useCase';
