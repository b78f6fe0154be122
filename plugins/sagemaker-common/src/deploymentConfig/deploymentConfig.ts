import { InputError, toError } from '@backstage/errors';

/** They say which deployment it is: another value would make another one. */
export const IDENTITY_PARAMETERS: readonly string[] = [
  'ProjectName',
  'EndpointName',
  'ModelGroupArn',
];

/** What CodePipeline takes as the configuration of a template. */
export interface DeploymentConfigFile {
  parameters: Record<string, string>;
  tags: Record<string, string>;
}

/** Where the repository standard keeps the configuration of a stage. */
export function deploymentConfigPath(stage: string): string {
  return `inference_config/${stage}/inference_config.json`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function texts(value: unknown, key: string): Record<string, string> {
  if (!isObject(value)) {
    throw new InputError(`'${key}' is not an object`);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (typeof each !== 'string') {
        throw new InputError(
          `'${key}.${name}' is not text: CloudFormation takes every value in quotes, such as "2"`,
        );
      }
      return [name, each];
    }),
  );
}

/** Throws an InputError that says why the text is no inference configuration. */
export function parseDeploymentConfig(text: string): DeploymentConfigFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`it is not JSON: ${toError(error).message}`);
  }
  if (!isObject(value) || !isObject(value.Parameters)) {
    throw new InputError("it has no object 'Parameters'");
  }
  return {
    parameters: texts(value.Parameters, 'Parameters'),
    tags: texts(value.Tags ?? {}, 'Tags'),
  };
}
