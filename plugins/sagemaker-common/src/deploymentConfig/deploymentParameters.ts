import { DeploymentParameter, TemplateParameter } from '../schema/openapi';
import { IDENTITY_PARAMETERS } from './deploymentConfig';

/** A CloudFormation template of the repository, with what it asks for. */
export interface DeclaringTemplate {
  path: string;
  parameters: TemplateParameter[];
}

/** The template that takes the file declares most of its parameters; it comes first. */
function byParametersTaken(
  templates: DeclaringTemplate[],
  names: string[],
): DeclaringTemplate[] {
  const taken = ({ parameters }: DeclaringTemplate) =>
    parameters.filter(({ key }) => names.includes(key)).length;
  return [...templates].sort(
    (a, b) => taken(b) - taken(a) || (a.path < b.path ? -1 : 1),
  );
}

/** The parameters of a configuration in its order, each with the rules that it is under. */
export function deploymentParameters(
  values: Record<string, string>,
  templates: DeclaringTemplate[],
): DeploymentParameter[] {
  const ordered = byParametersTaken(templates, Object.keys(values));
  return Object.entries(values).map(([name, value]) => {
    const declarations = ordered.flatMap(({ path, parameters }) =>
      parameters
        .filter(({ key }) => key === name)
        .map(declared => ({ template: path, declared })),
    );
    const found = declarations[0];
    const fixed = (reason: string) => ({
      name,
      value,
      editable: false,
      reason,
      ...found,
    });
    // One template that keeps it secret is enough for it not to be shown.
    if (declarations.some(({ declared }) => declared.isSecret)) {
      const { value: _, ...hidden } = fixed(
        'a template declares it as a secret (NoEcho)',
      );
      return hidden;
    }
    if (IDENTITY_PARAMETERS.includes(name)) {
      return fixed('it says which deployment this is');
    }
    if (!found) {
      return fixed('no template in app_infra declares it');
    }
    return { name, value, editable: true, ...found };
  });
}
