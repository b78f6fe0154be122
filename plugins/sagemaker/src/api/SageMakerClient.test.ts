import { MockFetchApi, registerMswTestHooks } from '@backstage/test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { backendError, isConflict } from '../components/problems';
import {
  approvalInbox,
  AS_OF,
  deploymentConfig,
  inboxItem,
  PIPELINE_ARN,
  promotion,
  repositoryCheck,
  run,
  runDetail,
  versions,
} from '../__testUtils__/fixtures';
import { SageMakerApi } from './SageMakerApi';
import { SageMakerClient } from './SageMakerClient';

const BASE = 'http://backend.test/api/sagemaker';
const ENTITY = `${BASE}/v1/entities/resource/default/scoring`;
const REF = 'resource:default/scoring';

const server = setupServer();
const client = new SageMakerClient({
  discoveryApi: { getBaseUrl: async () => BASE },
  fetchApi: new MockFetchApi(),
});

describe('SageMakerClient', () => {
  registerMswTestHooks(server);

  it('reads a page of runs', async () => {
    let asked = '';
    server.use(
      http.get(`${ENTITY}/runs`, ({ request }) => {
        asked = new URL(request.url).search;
        return HttpResponse.json({
          pipelineArn: PIPELINE_ARN,
          items: [run()],
          asOf: AS_OF,
        });
      }),
    );
    const list = await client.getRuns(REF, { limit: 5, cursor: 'a/b&c' });
    expect(list.items).toEqual([run()]);
    expect(asked).toBe('?limit=5&cursor=a%2Fb%26c');
  });

  it('reads a page of the inbox', async () => {
    let asked = '';
    server.use(
      http.get(`${BASE}/v1/approvals`, ({ request }) => {
        asked = new URL(request.url).search;
        return HttpResponse.json(approvalInbox([inboxItem()]));
      }),
    );
    await expect(
      client.getApprovals({ limit: 5, search: 'a&b', mayDecide: true }),
    ).resolves.toEqual(approvalInbox([inboxItem()]));
    expect(asked).toBe('?limit=5&search=a%26b&mayDecide=true');
  });

  it.each<[string, string, (api: SageMakerApi) => Promise<unknown>, object]>([
    ['a run', 'runs/abc', api => api.getRun(REF, 'abc'), runDetail(run())],
    ['versions', 'versions', api => api.getVersions(REF), versions],
    ['a promotion', 'promotion', api => api.getPromotion(REF), promotion()],
    [
      'an account set',
      'account-set',
      api => api.getAccountSet(REF),
      { name: 'x' },
    ],
    [
      'project templates',
      'project-templates',
      api => api.getProjectTemplates(REF),
      { items: [], asOf: AS_OF },
    ],
    [
      'a project template',
      'project-template',
      api => api.getProjectTemplate(REF, { template: 's3:b/k.yaml' }),
      { versions: [], launchPaths: [], findings: [], asOf: AS_OF },
    ],
    [
      'a repository check',
      'repository-check',
      api => api.getRepositoryCheck(REF),
      repositoryCheck,
    ],
    [
      'the values of a stage',
      'deployment-config',
      api => api.getDeploymentConfig(REF, 'prod'),
      deploymentConfig({ stage: 'prod' }),
    ],
  ])('reads %s', async (_what, path, read, answer) => {
    server.use(http.get(`${ENTITY}/${path}`, () => HttpResponse.json(answer)));
    await expect(read(client)).resolves.toEqual(answer);
  });

  it('starts a run', async () => {
    let sent: unknown;
    server.use(
      http.post(`${ENTITY}/runs`, async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(run(), { status: 201 });
      }),
    );
    const request = { clientToken: 'x'.repeat(32), description: 'why' };
    await expect(client.startRun(REF, request)).resolves.toEqual(run());
    expect(sent).toEqual(request);
  });

  it('checks a change of a deployment', async () => {
    let sent: unknown;
    server.use(
      http.post(`${ENTITY}/deployment-change`, async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ findings: [], asOf: AS_OF });
      }),
    );
    const change = { stage: 'prod', etag: 'e', parameters: { Count: '2' } };
    await expect(client.checkDeploymentChange(REF, change)).resolves.toEqual({
      findings: [],
      asOf: AS_OF,
    });
    expect(sent).toEqual(change);
  });

  it('decides an approval whose id holds a colon and a slash', async () => {
    const calls: { path: string; body: unknown }[] = [];
    server.use(
      http.post(`${ENTITY}/approvals/*`, async ({ request }) => {
        calls.push({
          path: new URL(request.url).pathname,
          body: await request.json(),
        });
        return HttpResponse.json({ id: 'x' });
      }),
    );
    const body = { decision: 'Approved', reason: 'r', expected: 't' } as const;
    await client.decideApproval(REF, 'cicd:ApproveProd/Approval', body);
    expect(calls).toEqual([
      {
        path: '/api/sagemaker/v1/entities/resource/default/scoring/approvals/cicd%3AApproveProd%2FApproval',
        body,
      },
    ]);
  });

  it.each([
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [503, 'ServiceUnavailableError'],
  ])('keeps name, message and status of a %s', async (statusCode, name) => {
    server.use(
      http.get(`${ENTITY}/promotion`, () =>
        HttpResponse.json(
          {
            error: { name, message: 'Rate exceeded', code: 'Throttling' },
            response: { statusCode },
          },
          { status: statusCode },
        ),
      ),
    );
    const error = await client.getPromotion(REF).catch(thrown => thrown);
    expect(error).toMatchObject({ name: 'ResponseError', statusCode });
    expect(backendError(error)).toMatchObject({
      name,
      message: 'Rate exceeded',
      code: 'Throttling',
    });
    expect(isConflict(error)).toBe(statusCode === 409);
  });

  it('stops waiting when the reader has gone', async () => {
    server.use(http.get(`${ENTITY}/promotion`, () => new Promise(() => {})));
    const abort = new AbortController();
    const reading = client.getPromotion(REF, { signal: abort.signal });
    abort.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
