import { mockCredentials } from '@backstage/backend-test-utils';
import express, { Request, Response } from 'express';
import request from 'supertest';
import { createOpenApiRouter } from './schema/openapi/generated';
import { StartedBackend, startBackend } from './__testUtils__/startBackend';
import { FakeRepositories } from './__testUtils__/FakeRepositories';
import {
  CLIENT_TOKEN,
  REPOSITORY_URL,
  worldAws,
  worldEntities,
} from './__testUtils__/world';

const ENTITIES = '/v1/entities';

/** Hands requests on and holds what comes back against openapi.yaml. */
async function checkingProxy(forward: (req: Request) => request.Test) {
  const router = await createOpenApiRouter({
    validatorOptions: { validateResponses: true },
  });
  router.use(async (req: Request, res: Response) => {
    const { status, body } = await forward(req);
    res.status(status).json(body);
  });
  return express().use(router);
}

describe('openapi.yaml', () => {
  let backend: StartedBackend;

  beforeAll(async () => {
    const repositories = new FakeRepositories();
    repositories.trees.set(REPOSITORY_URL, ['README.md', 'src/run.py']);
    const infrastructure = `${REPOSITORY_URL}app_infra/`;
    repositories.trees.set(infrastructure, ['a.yaml', 'broken.yaml']);
    repositories.texts.set(
      `${infrastructure}a.yaml`,
      'Parameters: { Count: { Type: Number, MinValue: 1 } }',
    );
    repositories.texts.set(`${infrastructure}broken.yaml`, 'a: [');
    repositories.texts.set(
      `${REPOSITORY_URL}inference_config/prod/inference_config.json`,
      '{"Parameters": {"ProjectName": "churn", "Count": "1"}}',
    );
    backend = await startBackend({
      aws: worldAws().service,
      repositories,
      entities: worldEntities(),
    });
  });
  afterAll(() => backend.backend.stop());

  it.each([
    ['get', 'resource/default/churn-training/runs?limit=5', 200, undefined],
    ['get', 'resource/default/churn-training/runs/run-1', 200, undefined],
    [
      'post',
      'resource/default/churn-training/runs',
      201,
      { clientToken: CLIENT_TOKEN },
    ],
    ['get', 'resource/default/churn-models/versions', 200, undefined],
    ['get', 'resource/default/churn-models/promotion', 200, undefined],
    [
      'post',
      'resource/default/churn-models/approvals/registry:15',
      200,
      {
        decision: 'Rejected',
        reason: 'Worse',
        expected: 'PendingManualApproval@2026-01-01T00:00:15.000Z',
      },
    ],
    ['get', 'resource/default/credit-risk/project-templates', 200, undefined],
    [
      'get',
      'resource/default/credit-risk/project-template?template=servicecatalog%3Aprod-1',
      200,
      undefined,
    ],
    [
      'post',
      'resource/default/credit-risk/use-case-preflight',
      200,
      {
        name: 'a_b',
        template: 'servicecatalog:prod-1',
        parameters: {},
        secretNames: ['Token'],
      },
    ],
    ['get', 'resource/default/credit-risk/account-set', 200, undefined],
    ['get', 'component/default/churn-deploy/repository-check', 200, undefined],
    [
      'get',
      'component/default/churn-deploy/deployment-config?stage=prod',
      200,
      undefined,
    ],
    [
      'post',
      'component/default/churn-deploy/deployment-change',
      200,
      { stage: 'prod', etag: 'old', parameters: { Count: '0' } },
    ],
    ['get', 'resource/default/unknown/account-set', 404, undefined],
  ] as const)('describes %s %s', async (method, path, status, body) => {
    const proxy = await checkingProxy(req =>
      request(backend.backend.server)
        [method](`/api/sagemaker${req.originalUrl}`)
        .set('authorization', mockCredentials.user.header())
        .send(body),
    );
    const response = await request(proxy)
      [method](`${ENTITIES}/${path}`)
      .send(body);
    expect(response.text).not.toContain('/response');
    expect(response.status).toBe(status);
  });

  it('describes get approvals', async () => {
    await backend.trigger('index-approvals');
    const proxy = await checkingProxy(req =>
      request(backend.backend.server)
        .get(`/api/sagemaker${req.originalUrl}`)
        .set('authorization', mockCredentials.user.header()),
    );
    const response = await request(proxy).get(
      '/v1/approvals?limit=1&mayDecide=true&search=prod',
    );
    expect(response.text).not.toContain('/response');
    expect(response.body.items).toHaveLength(1);
  });

  it('would notice an answer that is not described', async () => {
    const proxy = await checkingProxy(() =>
      request(express().use((_, res) => res.json({ surprise: true }))).get('/'),
    );
    const response = await request(proxy).get(
      `${ENTITIES}/resource/default/churn-models/versions`,
    );
    expect(response.status).toBe(500);
    expect(response.text).toContain('must have required property');
  });
});
