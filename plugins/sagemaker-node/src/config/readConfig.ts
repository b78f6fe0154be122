import { Config } from '@backstage/config';
import {
  AccountRole,
  DEFAULT_STAGE_ROLES,
  Stage,
  STAGES,
  TAG_OWNER,
  TAG_PROJECT_NAME,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  checkAccountId,
  checkRegion,
  checkRegions,
  checkRole,
  refuse,
} from '../checks';
import { AccountSet, Target } from '../domain';
import { readAccountSets } from './accountSets';
import { AccountSetAttributes, readAttributes } from './attributes';

/** An account to read that belongs to no account set. */
export interface ConfiguredAccount {
  accountId: string;
  regions: string[];
  name?: string;
  /** Entity ref of the owning group. */
  owner?: string;
  role?: AccountRole;
}

/** Keys of tags on AWS resources, at least one each; an earlier one wins. */
export interface TagKeys {
  owner: string[];
  project: string[];
}

/** The root key `sagemaker` of the configuration. */
export interface SageMakerConfig {
  /** Where the table of account sets is; undefined when there is none. */
  governance?: Target & {
    tableName: string;
    attributes: AccountSetAttributes;
    /** Id or name of the Service Catalog product that vends account sets. */
    product?: string;
    /** Name of the product's output with the account id of each role. */
    accountOutputs: Record<AccountRole, string>;
  };
  /** Account sets that no table holds. */
  accountSets: AccountSet[];
  /** Globs of the catalog locations whose account sets are read. */
  accountSetLocations: string[];
  accounts: ConfiguredAccount[];
  /** Entity ref of the owner of everything without an owner tag. */
  defaultOwner: string;
  /** Domain of every use case. */
  domain?: string;
  tags: TagKeys;
  /** Role of the account that each stage deploys to. */
  stages: Record<Stage, AccountRole>;
  /**
   * S3 location of evidence, in the tooling account of each set unless another
   * account is named.
   */
  evidence?: { bucket: string; prefix: string; accountId?: string };
  /** S3 location of project templates, in the tooling account. */
  projectTemplates?: { bucket: string; prefix: string };
}

const ROOT = 'sagemaker';
const WHERE = `Configuration ${ROOT}`;
const DEFAULT_OWNER = 'group:default/platform';
const DEFAULT_TABLE = 'mlops-account-sets';

function readAccount(config: Config, where: string): ConfiguredAccount {
  const role = config.getOptionalString('role');
  return {
    accountId: checkAccountId(
      config.getOptional('accountId'),
      `${where}.accountId`,
    ),
    regions: checkRegions(config.getOptional('regions'), `${where}.regions`),
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
      stages[stage] = checkRole(role, `${WHERE}.stages.${stage}`);
    }
  }
  return stages;
}

/** Such as `DevAccountId` for dev. */
function readAccountOutputs(
  config: Config | undefined,
): Record<AccountRole, string> {
  const nameOf = (role: AccountRole) =>
    config?.getOptionalString(role) ??
    `${role[0].toUpperCase()}${role.slice(1)}AccountId`;
  return {
    experimentation: nameOf('experimentation'),
    dev: nameOf('dev'),
    preprod: nameOf('preprod'),
    prod: nameOf('prod'),
    tooling: nameOf('tooling'),
    dataLake: nameOf('dataLake'),
    governance: nameOf('governance'),
  };
}

function readEvidence(config: Config | undefined): SageMakerConfig['evidence'] {
  if (!config) {
    return undefined;
  }
  const accountId = config.getOptional('accountId');
  return {
    bucket: config.getString('bucket'),
    prefix: config.getOptionalString('prefix') ?? '',
    accountId:
      accountId === undefined
        ? undefined
        : checkAccountId(accountId, `${WHERE}.evidence.accountId`),
  };
}

function readGovernance(
  config: Config | undefined,
): SageMakerConfig['governance'] {
  if (!config) {
    return undefined;
  }
  const where = `${WHERE}.governance`;
  return {
    accountId: checkAccountId(
      config.getOptional('accountId'),
      `${where}.accountId`,
    ),
    region: checkRegion(config.getOptional('region'), `${where}.region`),
    tableName: config.getOptionalString('tableName') ?? DEFAULT_TABLE,
    attributes: readAttributes(
      config.getOptionalConfig('attributes'),
      `${where}.attributes`,
    ),
    product: config.getOptionalString('product'),
    accountOutputs: readAccountOutputs(
      config.getOptionalConfig('accountOutputs'),
    ),
  };
}

function readKeys(root: Config, name: keyof TagKeys, standard: string) {
  const key = `${ROOT}.tags.${name}`;
  const value = root.getOptional(key) ?? standard;
  if (typeof value === 'string') {
    return [value];
  }
  const keys = root.getStringArray(key);
  return keys.length > 0
    ? keys
    : refuse(`Configuration ${key}`, 'at least one tag key', keys);
}

/** The part of the configuration that says which tags mean what. */
export function readTagKeys(root: Config): TagKeys {
  return {
    owner: readKeys(root, 'owner', TAG_OWNER),
    project: readKeys(root, 'project', TAG_PROJECT_NAME),
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
    accountSets: readAccountSets(
      config?.getOptionalConfigArray('accountSets'),
      `${WHERE}.accountSets`,
    ),
    accountSetLocations:
      config?.getOptionalStringArray('accountSetLocations') ?? [],
    accounts: (config?.getOptionalConfigArray('accounts') ?? []).map(
      (account, index) => readAccount(account, `${WHERE}.accounts[${index}]`),
    ),
    defaultOwner: config?.getOptionalString('defaultOwner') ?? DEFAULT_OWNER,
    domain: config?.getOptionalString('domain'),
    tags: readTagKeys(root),
    stages: readStages(config?.getOptionalConfig('stages')),
    evidence: readEvidence(config?.getOptionalConfig('evidence')),
    projectTemplates: templates && {
      bucket: templates.getString('bucket'),
      prefix: templates.getOptionalString('prefix') ?? '',
    },
  };
}
