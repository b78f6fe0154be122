import {
  parameterFindings,
  SET_BY_SAGEMAKER,
  TemplateParameter,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '../domain';
import { CallOptions, PrerequisiteReader } from '../readers';
import { ProjectWriter } from '../writers';
import { checkConnections } from './checkConnections';
import { Checked, together } from './checked';
import { checkRoles } from './checkRoles';
import { matchesPattern } from './matchesPattern';
import { readTemplate, TemplateFacts, TemplateWish } from './templateFacts';

export interface LaunchWish extends TemplateWish {
  parameters: Record<string, string>;
  /** Values of NoEcho parameters. */
  secrets: Record<string, string>;
  /** NoEcho parameters whose values are not known here. */
  withheld: string[];
}

/** A launch in AWS's terms; `parameters` holds secrets and is never to be shown. */
export interface LaunchPlan {
  artifactId?: string;
  pathId?: string;
  parameters: Record<string, string>;
}

/** What a project has already, which a change keeps where nothing else is asked for. */
export interface PresentLaunch {
  artifactId?: string;
  parameters: Record<string, string>;
}

/** What the preflight asks of AWS. */
export interface PreflightAws {
  projects: Pick<ProjectWriter, 'find' | 'product' | 'parameters'>;
  prerequisites: PrerequisiteReader;
}

// AWS shows a secret of the project as asterisks, if at all.
function keptParameters(
  declared: TemplateParameter[],
  present: PresentLaunch | undefined,
): Record<string, string> {
  return Object.fromEntries(
    declared.flatMap(({ key, isSecret }) => {
      const value: string | undefined = present?.parameters[key];
      return isSecret || SET_BY_SAGEMAKER.includes(key) || value === undefined
        ? []
        : [[key, value]];
    }),
  );
}

/** The values that the stack will get and that may be shown. */
function visibleValues(
  declared: TemplateParameter[],
  parameters: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    declared.flatMap(({ key, isSecret, defaultValue }) => {
      const value: string | undefined = parameters[key] ?? defaultValue;
      return isSecret || value === undefined ? [] : [[key, value]];
    }),
  );
}

async function checkPrerequisites(
  aws: PreflightAws,
  target: Target,
  facts: TemplateFacts,
  values: Record<string, string>,
  options?: CallOptions,
): Promise<Checked> {
  return together(
    await Promise.all([
      checkRoles(aws.prerequisites, target, { facts, values }, options),
      checkConnections(aws.prerequisites, target, values, options),
    ]),
  );
}

/**
 * Works out a launch and everything that stands in its way, without changing
 * anything. Throws what a second try may mend, such as a throttled call.
 */
export async function planLaunch(
  aws: PreflightAws,
  target: Target,
  wish: LaunchWish,
  options?: CallOptions & { present?: PresentLaunch },
): Promise<Checked & { plan: LaunchPlan }> {
  const { present } = options ?? {};
  const facts = await readTemplate(aws.projects, target, wish, {
    signal: options?.signal,
    currentArtifactId: present?.artifactId,
  });
  const { artifactId, pathId, parameters: declared, findings } = facts;
  if (!declared) {
    return {
      plan: { artifactId, pathId, parameters: {} },
      findings,
      notChecked: [],
    };
  }
  const { secrets, withheld } = wish;
  const parameters = {
    ...keptParameters(declared, present),
    ...wish.parameters,
  };
  const prerequisites = await checkPrerequisites(
    aws,
    target,
    facts,
    visibleValues(declared, parameters),
    options,
  );
  return {
    plan: { artifactId, pathId, parameters: { ...parameters, ...secrets } },
    findings: [
      ...findings,
      ...parameterFindings(
        declared,
        { parameters, secrets, withheld },
        matchesPattern,
      ),
      ...prerequisites.findings,
    ],
    notChecked: prerequisites.notChecked,
  };
}
