import { InputError } from '@backstage/errors';
import {
  AccountSetAccount,
  accountWithRole,
  toolingAccount,
} from './accountSet';
import { formatArn } from './arn';
import { entityNameFor } from './names';

/** SageMaker's rule for ProjectName, see the CreateProject API reference. */
export const PROJECT_NAME_PATTERN = '^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}$';
const PROJECT_NAME = new RegExp(PROJECT_NAME_PATTERN);
const PROJECT_NAME_MAX = 32;

/** Everything that is named after a use case, known before anything is created. */
export interface UseCaseNames {
  projectName: string;
  projectArn: string;
  /** Entity name of the System. */
  systemName: string;
  systemRef: string;
  modelGroupName: string;
  modelGroupArn: string;
  modelGroupRef: string;
  /** SageMaker pipeline in the dev account. */
  pipelineName: string;
  pipelineArn: string;
  /** CodePipeline in the tooling account. */
  deploymentPipelineName: string;
  deploymentPipelineArn: string;
  buildRepository: string;
  deploymentRepository: string;
  toolingAccountId: string;
  devAccountId: string;
  region: string;
}

/** Throws an InputError with the rule when SageMaker would refuse the name. */
export function assertProjectName(name: string) {
  if (name.length > PROJECT_NAME_MAX || !PROJECT_NAME.test(name)) {
    throw new InputError(
      `'${name}' cannot be a project name: up to ${PROJECT_NAME_MAX} letters, digits and hyphens, beginning and ending with a letter or digit`,
    );
  }
}

export function projectArn(target: {
  accountId: string;
  region: string;
  name: string;
}) {
  return formatArn({
    service: 'sagemaker',
    region: target.region,
    accountId: target.accountId,
    resource: `project/${target.name}`,
  });
}

export function useCaseNames(
  name: string,
  set: { name: string; regions: string[]; accounts: AccountSetAccount[] },
): UseCaseNames {
  assertProjectName(name);
  const [region] = set.regions;
  const toolingAccountId = toolingAccount(set);
  const devAccountId = accountWithRole(set, 'dev');
  const inTooling = { region, accountId: toolingAccountId };
  const project = projectArn({ ...inTooling, name });
  const modelGroupName = `${name}-models`;
  const modelGroupArn = formatArn({
    ...inTooling,
    service: 'sagemaker',
    resource: `model-package-group/${modelGroupName}`,
  });
  // SageMaker shows pipeline names in lower case in their ARNs.
  const pipelineName = `${name}-training`;
  const systemName = entityNameFor(name, project);
  return {
    projectName: name,
    projectArn: project,
    systemName,
    systemRef: `system:default/${systemName}`,
    modelGroupName,
    modelGroupArn,
    modelGroupRef: `resource:default/${entityNameFor(
      modelGroupName,
      modelGroupArn,
    )}`,
    pipelineName,
    pipelineArn: formatArn({
      region,
      accountId: devAccountId,
      service: 'sagemaker',
      resource: `pipeline/${pipelineName.toLowerCase()}`,
    }),
    deploymentPipelineName: `${name}-deploy`,
    deploymentPipelineArn: formatArn({
      ...inTooling,
      service: 'codepipeline',
      resource: `${name}-deploy`,
    }),
    buildRepository: `${name}-build`,
    deploymentRepository: `${name}-deploy`,
    toolingAccountId,
    devAccountId,
    region,
  };
}
