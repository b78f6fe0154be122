import { Target } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActionDeps, TaskContext } from '../actions/context';
import { readOr } from './findings';
import { parameterFindings, SET_BY_SAGEMAKER } from './parameterFindings';
import { choosePath, chooseVersion } from './productChoice';

export interface LaunchWish {
  /** `servicecatalog:<productId>` or `s3:<bucket>/<key>`. */
  templateId: string;
  /** Of a product: id or name. */
  version?: string;
  /** Of a product: id or portfolio. */
  launchPath?: string;
  parameters: Record<string, string>;
  /** Name of the task's secret that holds the value, by parameter. */
  secretParameters: Record<string, string>;
}

/** A launch in AWS's terms; `parameters` holds secrets and is never to be shown. */
export interface LaunchPlan {
  artifactId?: string;
  pathId?: string;
  parameters: Record<string, string>;
}

/** What a project has already, which a change keeps where nothing else is asked for. */
interface Present {
  artifactId?: string;
  parameters: Record<string, string>;
}

/** Values of the task's secrets, by parameter; one that the task does not hold is a finding. */
export function readSecrets(
  ctx: TaskContext,
  names: Record<string, string>,
  findings: string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([key, name]) => {
      const value = ctx.secrets?.[name];
      if (!value) {
        findings.push(
          `parameter ${key}: the task has no secret named '${name}'; a task that is retried no longer holds its secrets, so start it over`,
        );
        return [];
      }
      return [[key, value]];
    }),
  );
}

async function choose(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  wish: LaunchWish,
  findings: string[],
  present?: Present,
): Promise<Omit<LaunchPlan, 'parameters'>> {
  const [, productId] = /^servicecatalog:(.+)$/.exec(wish.templateId) ?? [];
  if (!productId) {
    if (wish.version || wish.launchPath) {
      findings.push(
        'version, launch path: a template in S3 has neither; name another object instead',
      );
    }
    return {};
  }
  const product = await readOr(findings, `product ${productId}`, () =>
    deps.aws.projects.product(target, productId, { signal: ctx.signal }),
  );
  if (!product) {
    return {};
  }
  const take = (choice: ReturnType<typeof choosePath>) => {
    if (choice.finding !== undefined) {
      findings.push(choice.finding);
      return undefined;
    }
    return choice.id;
  };
  return {
    artifactId: take(
      chooseVersion(product.versions, wish.version, present?.artifactId),
    ),
    pathId: take(choosePath(product.paths, wish.launchPath)),
  };
}

/**
 * Works out a launch and everything that stands in its way, without changing
 * anything. Throws what a second try may mend, such as a throttled call.
 */
export async function planLaunch(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  wish: LaunchWish,
  present?: Present,
): Promise<{ plan: LaunchPlan; findings: string[] }> {
  const findings: string[] = [];
  const secrets = readSecrets(ctx, wish.secretParameters, findings);
  const choiceFindings: string[] = [];
  const choice = await choose(ctx, deps, target, wish, choiceFindings, present);
  findings.push(...choiceFindings);
  // What the parameters are depends on version and path.
  const declared = choiceFindings.length
    ? undefined
    : await readOr(findings, `template ${wish.templateId}`, () =>
        deps.aws.projects.parameters(
          target,
          { templateId: wish.templateId, ...choice },
          { signal: ctx.signal },
        ),
      );
  if (!declared) {
    return { plan: { ...choice, parameters: {} }, findings };
  }
  // AWS shows a secret of the project as asterisks, if at all.
  const kept = declared.flatMap(({ key, isSecret }) => {
    const value: string | undefined = present?.parameters[key];
    return isSecret || SET_BY_SAGEMAKER.includes(key) || value === undefined
      ? []
      : [[key, value]];
  });
  const parameters = { ...Object.fromEntries(kept), ...wish.parameters };
  const missing = Object.keys(wish.secretParameters);
  findings.push(
    ...parameterFindings(
      // A secret that the task does not hold has its finding already.
      declared.filter(({ key }) => !missing.includes(key) || key in secrets),
      { parameters, secrets },
    ),
  );
  return {
    plan: { ...choice, parameters: { ...parameters, ...secrets } },
    findings,
  };
}
