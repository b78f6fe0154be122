import {
  AccountSetAccount,
  AccountSetState,
  TemplateParameter,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AccountSet, SageMakerResource, Target } from './domain';
import { CallOptions } from './readers';

/** The Service Catalog product that vends account sets, in its newest version. */
export interface VendingProduct {
  id: string;
  name: string;
  /** Of the governance account. */
  region: string;
  artifactId: string;
  artifactName: string;
  /** Undefined when there is only one. */
  pathId?: string;
  parameters: TemplateParameter[];
}

/** Where a product that is a stack set deploys to, and how carefully. */
export interface StackSetPreferences {
  accounts?: string[];
  regions?: string[];
  failureToleranceCount?: number;
  failureTolerancePercentage?: number;
  maxConcurrencyCount?: number;
  maxConcurrencyPercentage?: number;
}

export interface ProvisionedProduct {
  id: string;
  name: string;
  /** `AVAILABLE`, `UNDER_CHANGE`, `TAINTED`, `ERROR`, ... */
  status: string;
  /** AWS's reason when it is tainted or in error. */
  reason?: string;
  /** Token of the request that provisioned it. */
  token?: string;
  lastRecordId: string;
}

/** A request to Service Catalog and what has become of it. */
export interface VendingRecord {
  id: string;
  /** `CREATED`, `IN_PROGRESS`, `IN_PROGRESS_IN_ERROR`, `SUCCEEDED`, `FAILED`. */
  status: string;
  /** True when it ends a product instead of making or changing one. */
  isTermination: boolean;
  errors: string[];
  outputs: Record<string, string>;
}

/** A row of the governance table, as the actions write it. */
export interface AccountSetRow {
  name: string;
  owner: string;
  state: AccountSetState;
  regions: string[];
  accounts: AccountSetAccount[];
  /** Group that people get access to the accounts by, such as one of IAM Identity Center. */
  accessGroup?: string;
  provisionedProductId?: string;
  /** Task that wrote the row last. */
  taskId?: string;
  /** Where the manifest lies that was written before the set was retired. */
  evidence?: string;
  /** ISO 8601. */
  updatedAt?: string;
}

/** What was found in one account and region. */
export interface AccountContents extends Target {
  role: AccountSetAccount['role'];
  resources: SageMakerResource[];
  /** ARNs of pipeline executions that are not over. */
  runningExecutions: string[];
  /** ARNs of model versions that wait for a decision. */
  pendingVersions: string[];
  /** Model groups that other accounts may use, with these accounts. */
  sharedGroups: { arn: string; accounts: string[] }[];
  /** Buckets of the account that hold objects, or cannot be looked into; told with its first region only. */
  buckets: string[];
  /** Why the account cannot be read; all the rest is empty then. */
  unreadable?: string;
}

/**
 * The governance account's side of account sets: product, table and evidence.
 * Every method throws an InputError when `sagemaker.governance` lacks what it needs.
 */
export interface AccountSetVending {
  /** Throws NotFoundError, and an InputError when no version can be launched. */
  product(options?: CallOptions): Promise<VendingProduct>;
  /** Undefined when there is none. */
  provisionedProduct(
    by: { name: string } | { id: string },
    options?: CallOptions,
  ): Promise<ProvisionedProduct | undefined>;
  /** Starts, and answers at once; the same token again answers the same record. */
  provision(
    request: {
      product: VendingProduct;
      name: string;
      parameters: Record<string, string>;
      stackSet?: StackSetPreferences;
      tags: Record<string, string>;
      token: string;
    },
    options?: CallOptions,
  ): Promise<{ recordId: string; provisionedProductId: string }>;
  /** Starts, and answers the record; the same token again answers the same record. */
  terminate(
    id: string,
    token: string,
    options?: CallOptions,
  ): Promise<{ recordId: string }>;
  /** Throws NotFoundError. */
  record(id: string, options?: CallOptions): Promise<VendingRecord>;
  /** Account ids by role, from the outputs of a product that has succeeded; throws an InputError. */
  accountsFrom(outputs: Record<string, string>): AccountSetAccount[];
  /** Read consistently; undefined when the name is free. */
  row(name: string, options?: CallOptions): Promise<AccountSetRow | undefined>;
  /**
   * Writes a row in the place of `previous`, or a new one, and answers it with its
   * time. Other attributes of the row stay. Throws a ConflictError when the row has
   * changed since.
   */
  saveRow(
    row: AccountSetRow,
    previous: AccountSetRow | undefined,
    options?: CallOptions,
  ): Promise<AccountSetRow>;
  /** What is in the accounts of the set that end with it, and in the registry for it. */
  contents(
    set: Pick<AccountSet, 'name' | 'accounts' | 'regions'>,
    options?: CallOptions,
  ): Promise<AccountContents[]>;
  /** Writes a JSON file of evidence to a durable account and answers its `s3://` address. */
  writeEvidence(
    set: Pick<AccountSet, 'name' | 'accounts' | 'regions'>,
    key: string,
    manifest: object,
    options?: CallOptions,
  ): Promise<string>;
}
