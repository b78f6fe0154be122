export { changeConfig } from './changeConfig';
export { readDeployment } from './readDeployment';
export type { DeploymentReading } from './readDeployment';
