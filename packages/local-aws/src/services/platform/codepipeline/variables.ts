import type { ResolvedPipelineVariable } from '@aws-sdk/client-codepipeline';
import { AwsError } from '../../../core/awsError';
import { Pipeline } from './store';

/** Given values over declared defaults; throws ValidationException as StartPipelineExecution does. */
export function resolveVariables(
  { declaration }: Pipeline,
  given: Record<string, string>,
): ResolvedPipelineVariable[] {
  const declared = declaration.variables ?? [];
  const unknown = Object.keys(given).find(
    name => !declared.some(variable => variable.name === name),
  );
  if (unknown !== undefined) {
    throw new AwsError(
      'ValidationException',
      `Pipeline variable '${unknown}' is not defined in pipeline '${declaration.name}'`,
    );
  }
  return declared.map(({ name = '', defaultValue }) => {
    const resolvedValue = given[name] ?? defaultValue;
    if (resolvedValue === undefined) {
      throw new AwsError(
        'ValidationException',
        `Pipeline variable '${name}' has no default value and needs one for the execution`,
      );
    }
    return { name, resolvedValue };
  });
}
