import { parseEntityRef } from '@backstage/catalog-model';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  ChangeRunRequest,
  DecideApprovalRequest,
  DefaultApiClient,
  DeploymentChange,
  StartRunRequest,
  TypedResponse,
  UseCasePreflightRequest,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import type {
  CallOptions,
  InboxOptions,
  PageOptions,
  RunOptions,
  SageMakerApi,
} from './SageMakerApi';

/** Talks to the backend through the client that is generated from its OpenAPI document. */
export class SageMakerClient implements SageMakerApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(deps: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = deps.discoveryApi;
    this.#fetchApi = deps.fetchApi;
  }

  getRuns(entityRef: string, { signal, ...query }: RunOptions = {}) {
    return this.#call(signal, client =>
      client.getRuns({ path: parseEntityRef(entityRef), query }),
    );
  }

  getRun(entityRef: string, runId: string, { signal }: CallOptions = {}) {
    return this.#call(signal, client =>
      client.getRun({ path: { ...parseEntityRef(entityRef), runId } }),
    );
  }

  getRunGraph(entityRef: string, runId: string, { signal }: CallOptions = {}) {
    return this.#call(signal, client =>
      client.getRunGraph({ path: { ...parseEntityRef(entityRef), runId } }),
    );
  }

  getStep(
    entityRef: string,
    runId: string,
    stepName: string,
    { signal }: CallOptions = {},
  ) {
    return this.#call(signal, client =>
      client.getStep({
        path: { ...parseEntityRef(entityRef), runId, stepName },
      }),
    );
  }

  getStepLog(
    entityRef: string,
    runId: string,
    stepName: string,
    { signal, ...query }: PageOptions = {},
  ) {
    return this.#call(signal, client =>
      client.getStepLog({
        path: { ...parseEntityRef(entityRef), runId, stepName },
        query,
      }),
    );
  }

  getPipeline(entityRef: string, { signal }: CallOptions = {}) {
    return this.#call(signal, client =>
      client.getPipeline({ path: parseEntityRef(entityRef) }),
    );
  }

  stopRun(entityRef: string, runId: string, body: ChangeRunRequest) {
    return this.#call(undefined, client =>
      client.stopRun({ path: { ...parseEntityRef(entityRef), runId }, body }),
    );
  }

  retryRun(entityRef: string, runId: string, body: ChangeRunRequest) {
    return this.#call(undefined, client =>
      client.retryRun({ path: { ...parseEntityRef(entityRef), runId }, body }),
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

  getVersionMetrics(entityRef: string, { signal, ...query }: PageOptions = {}) {
    return this.#call(signal, client =>
      client.getVersionMetrics({ path: parseEntityRef(entityRef), query }),
    );
  }

  getVersion(entityRef: string, version: number, { signal }: CallOptions = {}) {
    return this.#call(signal, client =>
      client.getVersion({ path: { ...parseEntityRef(entityRef), version } }),
    );
  }

  getPromotion(entityRef: string, { signal }: CallOptions = {}) {
    return this.#call(signal, client =>
      client.getPromotion({ path: parseEntityRef(entityRef) }),
    );
  }

  getApprovals({ signal, ...query }: InboxOptions = {}) {
    return this.#call(signal, client => client.getApprovals({ query }));
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

  getProjectTemplate(
    entityRef: string,
    query: { template: string; version?: string; launchPath?: string },
    { signal }: CallOptions = {},
  ) {
    return this.#call(signal, client =>
      client.getProjectTemplate({ path: parseEntityRef(entityRef), query }),
    );
  }

  checkUseCase(
    entityRef: string,
    body: UseCasePreflightRequest,
    { signal }: CallOptions = {},
  ) {
    return this.#call(signal, client =>
      client.checkUseCase({ path: parseEntityRef(entityRef), body }),
    );
  }

  getRepositoryCheck(entityRef: string, { signal }: CallOptions = {}) {
    return this.#call(signal, client =>
      client.getRepositoryCheck({ path: parseEntityRef(entityRef) }),
    );
  }

  getDeploymentConfig(
    entityRef: string,
    stage: string,
    { signal }: CallOptions = {},
  ) {
    return this.#call(signal, client =>
      client.getDeploymentConfig({
        path: parseEntityRef(entityRef),
        query: { stage },
      }),
    );
  }

  checkDeploymentChange(
    entityRef: string,
    body: DeploymentChange,
    { signal }: CallOptions = {},
  ) {
    return this.#call(signal, client =>
      client.checkDeploymentChange({ path: parseEntityRef(entityRef), body }),
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
