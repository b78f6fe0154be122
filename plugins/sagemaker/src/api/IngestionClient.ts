import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type {
  IngestionListingDetails,
  IngestionOverview,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import type { IngestionApi, ListingQuery } from './IngestionApi';
import type { CallOptions } from './SageMakerApi';

/** Talks to the catalog's module for SageMaker, which serves below the catalog. */
export class IngestionClient implements IngestionApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(deps: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = deps.discoveryApi;
    this.#fetchApi = deps.fetchApi;
  }

  getOverview(query: ListingQuery, { signal }: CallOptions = {}) {
    const params = new URLSearchParams(
      query.states.map(state => ['state', state]),
    );
    if (query.type) params.set('type', query.type);
    if (query.search) params.set('search', query.search);
    params.set('limit', String(query.limit));
    params.set('offset', String(query.offset));
    return this.#call<IngestionOverview>(`?${params}`, { signal });
  }

  getListing(id: string, { signal }: CallOptions = {}) {
    return this.#call<IngestionListingDetails>(
      `/listings/${encodeURIComponent(id)}`,
      { signal },
    );
  }

  sweep(listings?: string[]) {
    return this.#call<{ due: number }>('/sweep', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ listings }),
    });
  }

  async #call<T>(path: string, init: RequestInit): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('catalog');
    const response = await this.#fetchApi.fetch(
      `${baseUrl}/sagemaker/ingestion${path}`,
      init,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
