import {
  AccountRole,
  AccountSetAccount,
  AccountSetState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** An account and region to ask. */
export interface Target {
  /** Twelve digits. */
  accountId: string;
  /** Such as `eu-west-1`. */
  region: string;
}

/** A target with what the directory of accounts knows about it. */
export interface KnownTarget extends Target {
  /** Name of the account set; undefined for durable and configured accounts. */
  accountSet?: string;
  role?: AccountRole;
}

/** Where an account set was read, the most trusted first. */
export const ACCOUNT_SET_ORIGINS = [
  'table',
  'configuration',
  'catalog',
] as const;
export type AccountSetOrigin = (typeof ACCOUNT_SET_ORIGINS)[number];

/** An account set as the governance table, configuration or a YAML entity states it. */
export interface AccountSet {
  name: string;
  origin: AccountSetOrigin;
  /** Entity ref of the owning group, as written there. */
  owner?: string;
  state: AccountSetState;
  regions: string[];
  accounts: AccountSetAccount[];
  provisionedProductId?: string;
  /** Group that people get access to the accounts by, such as one of IAM Identity Center. */
  accessGroup?: string;
  /** ISO 8601. */
  updatedAt?: string;
}

/** An account set that cannot be used as it stands. */
export interface UnreadableRow {
  /** Name of the account set, or the whole row when it has no name. */
  key: string;
  reason: string;
}

/** What every listed resource has. */
export interface AwsResource extends Target {
  arn: string;
  name: string;
  tags: Record<string, string>;
}

export interface ProjectResource extends AwsResource {
  type: 'project';
  projectId: string;
  description?: string;
  status: string;
}

export interface ModelGroupResource extends AwsResource {
  type: 'model-group';
  description?: string;
  status: string;
}

export interface PipelineResource extends AwsResource {
  type: 'pipeline';
  displayName?: string;
  description?: string;
  status: string;
}

export interface EndpointResource extends AwsResource {
  type: 'endpoint';
  status: string;
}

export type SageMakerResource =
  | ProjectResource
  | ModelGroupResource
  | PipelineResource
  | EndpointResource;
export type ResourceType = SageMakerResource['type'];

/** A model of a stage with the endpoints that serve it (`Search` on `Model`). */
export interface DeployedModel extends Target {
  modelName: string;
  /** Of its containers; undefined when the model was never registered. */
  modelPackageArn?: string;
  endpoints: {
    name: string;
    arn: string;
    status: string;
    /** ISO 8601. */
    modifiedAt?: string;
  }[];
}
