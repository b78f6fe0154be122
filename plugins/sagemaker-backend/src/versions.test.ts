import { FakeAws } from './__testUtils__/fakeAws';
import { StartedBackend, startBackend } from './__testUtils__/startBackend';
import {
  GROUP,
  GROUP_ARN,
  worldAws,
  worldEntities,
} from './__testUtils__/world';

describe('metrics of versions over HTTP', () => {
  let aws: FakeAws;
  let backend: StartedBackend;

  beforeEach(async () => {
    aws = worldAws();
    const [newest, next] = aws.versions.get(GROUP_ARN)!;
    newest.metricsUri = 's3://models/15/evaluation.json';
    next.metricsUri = 's3://models/14/picture.png';
    backend = await startBackend({
      aws: aws.service,
      entities: worldEntities(),
    });
  });
  afterEach(() => backend.backend.stop());

  it('has those of a page, and why one has none', async () => {
    const { body } = await backend.as('ann').get(GROUP, 'version-metrics');
    expect(body.items).toEqual([
      { version: 15, metrics: [{ name: 'auc', value: 0.9 }] },
      {
        version: 14,
        metrics: [],
        problem: 's3://models/14/picture.png is not JSON',
      },
      { version: 12, metrics: [] },
    ]);
  });

  it('costs a page one call for the versions and one a report, and none when warm', async () => {
    await backend.as('ann').get(GROUP, 'versions');
    await backend.as('ann').get(GROUP, 'version-metrics');
    expect(aws.count('versions.list')).toBe(1);
    expect(aws.count('versions.metrics')).toBe(2);
    await backend.as('bob').get(GROUP, 'versions/15');
    expect(aws.count('versions.content')).toBe(1);
    expect(aws.count('versions.metrics')).toBe(2);
  });

  it.each(['0', '-1', '1.5', 'latest', '99999999999999999999'])(
    'refuses the version %s',
    async version => {
      const { status } = await backend
        .as('ann')
        .get(GROUP, `versions/${version}`);
      expect(status).toBe(400);
      expect(aws.count('versions.content')).toBe(0);
    },
  );

  it('does not know a version that the group has not', async () => {
    const { status } = await backend.as('ann').get(GROUP, 'versions/99');
    expect(status).toBe(404);
  });
});
