import { brokenRules, PatternMatch } from '../project';
import {
  DeploymentChange,
  DeploymentChangeFinding,
  DeploymentConfig,
  DeploymentParameter,
} from '../schema/openapi';

type Config = Pick<DeploymentConfig, 'etag' | 'parameters' | 'path'>;

/**
 * Why a parameter cannot get this value, or undefined. The value that it has
 * already is no problem here.
 */
export function changeProblem(
  parameter: DeploymentParameter,
  value: string,
  matches: PatternMatch,
): string | undefined {
  const { declared, editable, reason } = parameter;
  if (!editable || !declared) {
    return `cannot be changed here: ${reason}`;
  }
  const broken = brokenRules(declared, value, matches);
  return broken.length
    ? `'${value}' ${broken.join(' and ')}${
        declared.rule ? ` (${declared.rule})` : ''
      }`
    : undefined;
}

/** Everything that stands in the way of a change; empty when it can be made. */
export function changeFindings(
  config: Config,
  change: Pick<DeploymentChange, 'etag' | 'parameters'>,
  matches: PatternMatch,
): DeploymentChangeFinding[] {
  const { etag, parameters, path } = config;
  if (change.etag !== etag) {
    return [
      {
        message: `${path} has changed since its values were read: look at the present ones and choose anew. Nothing has been written`,
      },
    ];
  }
  const wanted = Object.entries(change.parameters);
  if (!wanted.length) {
    return [{ message: 'There is nothing to change: choose another value' }];
  }
  const finding = (parameter: string, problem: string) => ({
    parameter,
    message: `parameter ${parameter}: ${problem}`,
  });
  return wanted.flatMap(([name, value]) => {
    const parameter = parameters.find(each => each.name === name);
    if (!parameter) {
      const names = parameters
        .filter(({ editable }) => editable)
        .map(each => each.name);
      return finding(
        name,
        `${path} has none of that name; it has ${names.join(', ') || 'none'}`,
      );
    }
    const problem = changeProblem(parameter, value, matches);
    if (problem) {
      return finding(name, problem);
    }
    return parameter.value === value
      ? finding(name, `it is '${value}' already`)
      : [];
  });
}
