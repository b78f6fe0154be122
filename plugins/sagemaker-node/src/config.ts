import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  ACCOUNT_ROLES,
  AccountRole,
  DEFAULT_STAGE_ROLES,
  Stage,
  STAGES,
  TAG_OWNER,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from './domain';

/** An account to read that belongs to no account set. */
export interface ConfiguredAccount {
  accountId: string;
  regions: string[];
  name?: string;
  /** Entity ref of the owning group. */
  owner?: string;
  role?: AccountRole;
}

/** The root key `sagemaker` of the configuration. */
export interface SageMakerConfig {
  /** Where the table of account sets is; undefined when there is none. */
  governance?: Target & { tableName: string };
  accounts: ConfiguredAccount[];
  /** Entity ref of the owner of everything without an owner tag. */
  defaultOwner: string;
  tags: { owner: string };
  /** Role of the account that each stage deploys to. */
  stages: Record<Stage, AccountRole>;
  /** S3 location of project templates, in the tooling account. */
  projectTemplates?: { bucket: string; prefix: string };
}

const ROOT = 'sagemaker';
const DEFAULT_OWNER = 'group:default/platform';
const DEFAULT_TABLE = 'mlops-account-sets';

function readAccountId(config: Config, where: string): string {
  // YAML reads an unquoted account id as a number, and drops leading zeros.
  const value = config.get('accountId');
  if (typeof value !== 'string' || !/^\d{12}$/.test(value)) {
    throw new InputError(
      `Configuration ${where}.accountId must be twelve digits in quotes, but is ${JSON.stringify(
        value,
      )}`,
    );
  }
  return value;
}

function checkRegion(region: string, where: string): string {
  if (!/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) {
    throw new InputError(
      `Configuration ${where} must be an AWS region such as eu-west-1, but is '${region}'`,
    );
  }
  return region;
}

function checkRole(role: string, where: string): AccountRole {
  const known = ACCOUNT_ROLES.find(candidate => candidate === role);
  if (!known) {
    throw new InputError(
      `Configuration ${where} must be one of ${ACCOUNT_ROLES.join(
        ', ',
      )}, but is '${role}'`,
    );
  }
  return known;
}

function readAccount(config: Config, where: string): ConfiguredAccount {
  const regions = config.getStringArray('regions');
  if (regions.length === 0) {
    throw new InputError(
      `Configuration ${where}.regions must name at least one region`,
    );
  }
  const role = config.getOptionalString('role');
  return {
    accountId: readAccountId(config, where),
    regions: regions.map((region, index) =>
      checkRegion(region, `${where}.regions[${index}]`),
    ),
    name: config.getOptionalString('name'),
    owner: config.getOptionalString('owner'),
    role: role === undefined ? undefined : checkRole(role, `${where}.role`),
  };
}

function readStages(config: Config | undefined): Record<Stage, AccountRole> {
  const stages = { ...DEFAULT_STAGE_ROLES };
  for (const stage of STAGES) {
    const role = config?.getOptionalString(stage);
    if (role !== undefined) {
      stages[stage] = checkRole(role, `${ROOT}.stages.${stage}`);
    }
  }
  return stages;
}

function readGovernance(
  config: Config | undefined,
): SageMakerConfig['governance'] {
  if (!config) {
    return undefined;
  }
  const where = `${ROOT}.governance`;
  return {
    accountId: readAccountId(config, where),
    region: checkRegion(config.getString('region'), `${where}.region`),
    tableName: config.getOptionalString('tableName') ?? DEFAULT_TABLE,
  };
}

/**
 * Reads the root key `sagemaker`. Everything has a default.
 *
 * @throws InputError - names the key and the rule that its value breaks
 */
export function readSageMakerConfig(root: Config): SageMakerConfig {
  const config = root.getOptionalConfig(ROOT);
  const templates = config?.getOptionalConfig('projectTemplates');
  return {
    governance: readGovernance(config?.getOptionalConfig('governance')),
    accounts: (config?.getOptionalConfigArray('accounts') ?? []).map(
      (account, index) => readAccount(account, `${ROOT}.accounts[${index}]`),
    ),
    defaultOwner: config?.getOptionalString('defaultOwner') ?? DEFAULT_OWNER,
    tags: { owner: config?.getOptionalString('tags.owner') ?? TAG_OWNER },
    stages: readStages(config?.getOptionalConfig('stages')),
    projectTemplates: templates && {
      bucket: templates.getString('bucket'),
      prefix: templates.getOptionalString('prefix') ?? '',
    },
  };
}
