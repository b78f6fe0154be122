/** The way of a model version, in this order. */
export const STAGES = ['dev', 'staging', 'prod'] as const;
export type Stage = (typeof STAGES)[number];

/** What an account is for. The last three are durable: they outlive an account set. */
export const ACCOUNT_ROLES = [
  'experimentation',
  'dev',
  'preprod',
  'prod',
  'tooling',
  'dataLake',
  'governance',
] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

export const DURABLE_ROLES: readonly AccountRole[] = [
  'tooling',
  'dataLake',
  'governance',
];

/** Which account a stage deploys to, unless configured otherwise. */
export const DEFAULT_STAGE_ROLES: Record<Stage, AccountRole> = {
  dev: 'dev',
  staging: 'preprod',
  prod: 'prod',
};
