export {
  deploymentConfigPath,
  IDENTITY_PARAMETERS,
  parseDeploymentConfig,
} from './deploymentConfig';
export type { DeploymentConfigFile } from './deploymentConfig';
export { deploymentParameters } from './deploymentParameters';
export type { DeclaringTemplate } from './deploymentParameters';
export { changeFindings, changeProblem } from './changeFindings';
