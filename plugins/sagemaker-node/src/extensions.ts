import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  AccountRole,
  TYPE_ACCOUNT,
  TYPE_ENDPOINT,
  TYPE_MODEL_GROUP,
  TYPE_PIPELINE,
  TYPE_USE_CASE,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AccountSet, SageMakerResource } from './domain';

/** An AWS account as account sets and configuration state it. */
export interface KnownAccount {
  /** Twelve digits. */
  accountId: string;
  /** As configured for accounts outside any set. */
  name?: string;
  owner?: string;
  /** Undefined when unknown, or when account sets disagree. */
  role?: AccountRole;
  /** The account sets that it belongs to, sorted by name. */
  accountSets: AccountSet[];
}

/** What the standard mapping knows about the surroundings of a resource. */
export interface MappingContext {
  /** Entity ref of the owner: from the configured tag, the account set, or the default owner. */
  ownerOf(resource: SageMakerResource): string;
  /** Entity ref of the use case's System; undefined for a resource of no project. */
  systemOf(resource: SageMakerResource): string | undefined;
  /** The account set that the resource belongs to; undefined when it cannot be told. */
  accountSetOf(resource: SageMakerResource): AccountSet | undefined;
  /** The same normalisation of owners for a value from elsewhere, such as a table row. */
  ownerFrom(...candidates: (string | undefined)[]): string;
  /** Entity ref or name of the Domain that use cases are part of; undefined for none. */
  domain?: string;
  /** Where the rows of account sets are stored; undefined when there is no table. */
  accountSetTable?: { accountId: string; region: string; tableName: string };
}

/**
 * Makes entities of what was read. Pure: the same input gives the same entity,
 * key order included, and nothing that changes by itself (times, statuses) is in it.
 * Undefined leaves the resource out of the catalog. A mapper that throws has the
 * resource reported as skipped; an entity that it had before stays.
 */
export interface EntityMapper {
  resource(
    resource: SageMakerResource,
    context: MappingContext,
  ): Entity | undefined;
  accountSet(set: AccountSet, context: MappingContext): Entity | undefined;
  account(account: KnownAccount, context: MappingContext): Entity | undefined;
}

export interface SagemakerCatalogExtensionPoint {
  /**
   * Replaces the mapping. The function is given the standard mapper, so that it
   * can change what that one makes.
   */
  setEntityMapper(create: (standard: EntityMapper) => EntityMapper): void;

  /**
   * Gives entities another `spec.type` than the standard one, such as
   * `{ 'ml-model': 'ai-model' }`. What is not named keeps its type. Account sets keep
   * theirs: YAML files name it.
   */
  setEntityTypes(types: EntityTypes): void;
}

/** Types of a company, by the standard types that they take the place of. */
export type EntityTypes = Partial<
  Record<
    | typeof TYPE_USE_CASE
    | typeof TYPE_MODEL_GROUP
    | typeof TYPE_PIPELINE
    | typeof TYPE_ENDPOINT
    | typeof TYPE_ACCOUNT,
    string
  >
>;

export const sagemakerCatalogExtensionPoint =
  createExtensionPoint<SagemakerCatalogExtensionPoint>({
    id: 'sagemaker.catalog',
  });
