import { MockFetchApi, registerMswTestHooks } from '@backstage/test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { backendError } from '../components/problems';
import { ListingQuery } from './IngestionApi';
import { IngestionClient } from './IngestionClient';

const INGESTION = 'http://backend.test/api/catalog/sagemaker/ingestion';

const server = setupServer();
const client = new IngestionClient({
  discoveryApi: {
    getBaseUrl: async pluginId => `http://backend.test/api/${pluginId}`,
  },
  fetchApi: new MockFetchApi(),
});
const first: ListingQuery = { states: [], search: '', limit: 50, offset: 0 };

describe('IngestionClient', () => {
  registerMswTestHooks(server);

  it.each<[ListingQuery, string]>([
    [first, '?limit=50&offset=0'],
    [
      {
        states: ['failed', 'held-back'],
        type: 'project',
        search: 'a&b',
        limit: 10,
        offset: 20,
      },
      '?state=failed&state=held-back&type=project&search=a%26b&limit=10&offset=20',
    ],
  ])('asks the catalog for %o', async (query, search) => {
    let asked = '';
    server.use(
      http.get(INGESTION, ({ request }) => {
        asked = new URL(request.url).search;
        return HttpResponse.json({ items: [] });
      }),
    );
    await expect(client.getOverview(query)).resolves.toEqual({ items: [] });
    expect(asked).toBe(search);
  });

  it('reads a listing whose id holds slashes', async () => {
    let path = '';
    server.use(
      http.get(`${INGESTION}/listings/*`, ({ request }) => {
        path = new URL(request.url).pathname;
        return HttpResponse.json({ id: 'x' });
      }),
    );
    await client.getListing('210000000002/eu-west-1/model-group');
    expect(path).toBe(
      '/api/catalog/sagemaker/ingestion/listings/210000000002%2Feu-west-1%2Fmodel-group',
    );
  });

  it.each([
    [undefined, {}],
    [['a/b'], { listings: ['a/b'] }],
  ])('sweeps %p', async (listings, body) => {
    let sent: unknown;
    server.use(
      http.post(`${INGESTION}/sweep`, async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ due: 7 }, { status: 202 });
      }),
    );
    await expect(client.sweep(listings)).resolves.toEqual({ due: 7 });
    expect(sent).toEqual(body);
  });

  it.each([
    [400, 'InputError'],
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
  ])('keeps name, message and status of a %s', async (statusCode, name) => {
    server.use(
      http.get(INGESTION, () =>
        HttpResponse.json(
          { error: { name, message: 'why' }, response: { statusCode } },
          { status: statusCode },
        ),
      ),
    );
    const error = await client.getOverview(first).catch(thrown => thrown);
    expect(error).toMatchObject({ name: 'ResponseError', statusCode });
    expect(backendError(error)).toMatchObject({ name, message: 'why' });
  });

  it('stops waiting when the reader has gone', async () => {
    server.use(http.get(INGESTION, () => new Promise(() => {})));
    const abort = new AbortController();
    const reading = client.getOverview(first, { signal: abort.signal });
    abort.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
