import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  IngestionListingDetails,
  IngestionOverview,
  IngestionType,
  ListingState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import type { CallOptions } from './SageMakerApi';

/** Which listings to show. */
export interface ListingQuery {
  /** Any when empty. */
  states: ListingState[];
  /** Any when left out. */
  type?: IngestionType;
  /** Part of an account id, a region or the name of an account set; at most 100 characters. */
  search: string;
  /** 1 to 500. */
  limit: number;
  offset: number;
}

/**
 * How the catalog's ingestion of AWS stands, for platform owners. Every method
 * throws a `ResponseError` with the catalog's error as its `cause` when the answer
 * is not 2xx.
 */
export interface IngestionApi {
  getOverview(
    query: ListingQuery,
    options?: CallOptions,
  ): Promise<IngestionOverview>;
  getListing(
    id: string,
    options?: CallOptions,
  ): Promise<IngestionListingDetails>;
  /**
   * Makes these listings, or all, due now; resolves to how many are, before they
   * are read.
   */
  sweep(listings?: string[]): Promise<{ due: number }>;
}

export const ingestionApiRef = createApiRef<IngestionApi>({
  id: 'plugin.sagemaker.ingestion',
});
