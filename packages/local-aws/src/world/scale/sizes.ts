/** How large a world to make. */
export interface Sizes {
  accountSets: number;
  accounts: number;
  regions: string[];
  projects: number;
  modelGroups: number;
  pipelines: number;
  /** Of each pipeline. */
  steps: number;
  /** Of all pipelines together. */
  runs: number;
  endpoints: number;
  versions: number;
}

/** The roles of the accounts of a set, in the order in which it gets them. */
export const ROLES = ['dev', 'prod', 'preprod', 'experimentation'];

/** Prepare and train. */
const DEFAULT_STEPS = 2;

function countOf(
  body: Record<string, unknown>,
  name: string,
  fallback: number,
): number {
  const value = body[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new Error(`'${name}' must be a whole number, 0 or more`);
  }
  return value;
}

function regionsOf({ regions = ['eu-west-1'] }: Record<string, unknown>) {
  if (
    !Array.isArray(regions) ||
    regions.length === 0 ||
    !regions.every((region): region is string => typeof region === 'string')
  ) {
    throw new Error("'regions' must be a list of at least one region");
  }
  return [...new Set(regions)];
}

/** Reads a request; throws with what is wrong with it. */
export function readSizes(body: Record<string, unknown>): Sizes {
  const accounts = countOf(body, 'accounts', ROLES.length);
  const accountSets = countOf(
    body,
    'accountSets',
    Math.ceil(accounts / ROLES.length),
  );
  const fits =
    accountSets > 0 &&
    accountSets <= accounts &&
    accounts <= accountSets * ROLES.length;
  if (!fits) {
    throw new Error(
      `An account set has 1 to ${ROLES.length} accounts: ${accounts} accounts cannot make ${accountSets} sets`,
    );
  }
  const modelGroups = countOf(body, 'modelGroups', 0);
  const versions = countOf(body, 'versions', 0);
  if (versions > 0 && modelGroups === 0) {
    throw new Error("'versions' need 'modelGroups' that they belong to");
  }
  const pipelines = countOf(body, 'pipelines', 0);
  const runs = countOf(body, 'runs', 0);
  if (runs > 0 && pipelines === 0) {
    throw new Error("'runs' need 'pipelines' that they belong to");
  }
  const steps = countOf(body, 'steps', DEFAULT_STEPS);
  if (steps < DEFAULT_STEPS) {
    throw new Error(`'steps' must be ${DEFAULT_STEPS} or more`);
  }
  return {
    accountSets,
    accounts,
    regions: regionsOf(body),
    projects: countOf(body, 'projects', 0),
    modelGroups,
    pipelines,
    steps,
    runs,
    endpoints: countOf(body, 'endpoints', 0),
    versions,
  };
}
