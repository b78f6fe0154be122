import { parseEntityRef } from '@backstage/catalog-model';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  DecideApprovalRequest,
  DefaultApiClient,
  StartRunRequest,
  TypedResponse,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import type { CallOptions, PageOptions, SageMakerApi } from './SageMakerApi';

/** Talks to the backend through the client that is generated from its OpenAPI document. */
export class SageMakerClient implements SageMakerApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(deps: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = deps.discoveryApi;
    this.#fetchApi = deps.fetchApi;
  }

  getRuns(entityRef: string, { signal, ...query }: PageOptions = {}) {
    return this.#call(signal, client =>
      client.getRuns({ path: parseEntityRef(entityRef), query }),
    );
  }

  getRun(entityRef: string, runId: string, { signal }: CallOptions = {}) {
    return this.#call(signal, client =>
      client.getRun({ path: { ...parseEntityRef(entityRef), runId } }),
    );
  }

  startRun(entityRef: string, body: StartRunRequest) {
    return this.#call(undefined, client =>
      client.startRun({ path: parseEntityRef(entityRef), body }),
    );
  }

  getVersions(entityRef: string, { signal, ...query }: PageOptions = {}) {
    return this.#call(signal, client =>
      client.getVersions({ path: parseEntityRef(entityRef), query }),
    );
  }

  getPromotion(entityRef: string, { signal }: CallOptions = {}) {
    return this.#call(signal, client =>
      client.getPromotion({ path: parseEntityRef(entityRef) }),
    );
  }

  decideApproval(
    entityRef: string,
    approvalId: string,
    body: DecideApprovalRequest,
  ) {
    return this.#call(undefined, client =>
      client.decideApproval({
        path: { ...parseEntityRef(entityRef), approvalId },
        body,
      }),
    );
  }

  getAccountSet(entityRef: string, { signal }: CallOptions = {}) {
    return this.#call(signal, client =>
      client.getAccountSet({ path: parseEntityRef(entityRef) }),
    );
  }

  getProjectTemplates(entityRef: string, { signal }: CallOptions = {}) {
    return this.#call(signal, client =>
      client.getProjectTemplates({ path: parseEntityRef(entityRef) }),
    );
  }

  getRepositoryCheck(entityRef: string, { signal }: CallOptions = {}) {
    return this.#call(signal, client =>
      client.getRepositoryCheck({ path: parseEntityRef(entityRef) }),
    );
  }

  async #call<T>(
    signal: AbortSignal | undefined,
    request: (client: DefaultApiClient) => Promise<TypedResponse<T>>,
  ): Promise<T> {
    // The generated client is loaded with the first call, not with the app.
    const { DefaultApiClient: Client } = await import('./generatedClient');
    // It takes no signal of its own, so the signal travels in its fetch.
    const client = new Client({
      discoveryApi: this.#discoveryApi,
      fetchApi: {
        fetch: (input, init) =>
          this.#fetchApi.fetch(input, { ...init, signal }),
      },
    });
    const response = await request(client);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
