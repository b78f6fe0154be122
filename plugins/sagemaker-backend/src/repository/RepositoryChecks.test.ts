import { Entity } from '@backstage/catalog-model';
import yaml from 'yaml';
import { FakeRepositories } from '../__testUtils__/FakeRepositories';
import { StartedBackend, startBackend } from '../__testUtils__/startBackend';
import {
  REPOSITORY,
  REPOSITORY_URL,
  repositoryEntity,
  worldAws,
} from '../__testUtils__/world';

const WHOLE = [
  'README.md',
  'app_infra/lambda/lambda.yaml',
  'catalog-info.yaml',
  'inference_config/README.md',
  'inference_config/prod/inference_config.json',
  'inference_config/staging/inference_config.json',
  'tests/README.md',
  'tests/integration_test/test_answers.py',
  'tests/other_test/test_scores.py',
  'tests/stress_test/test_latency.py',
];
const STANDARD_URL = 'https://github.com/acme/platform/blob/main/standard.yaml';
const LOCATION = 'backstage.io/managed-by-location';

describe('a repository beside the standard', () => {
  let repositories: FakeRepositories;
  let backend: StartedBackend;

  async function start(
    entity: Entity = repositoryEntity(),
    repositoryStandard?: string,
  ) {
    repositories = new FakeRepositories();
    repositories.trees.set(REPOSITORY_URL, WHOLE);
    backend = await startBackend({
      aws: worldAws().service,
      repositories,
      entities: [entity],
      config: { data: { sagemaker: { repositoryStandard } } },
    });
  }
  afterEach(() => backend.backend.stop());

  const check = (user = 'ann') =>
    backend.as(user).get(REPOSITORY, 'repository-check');

  it('says that it conforms', async () => {
    await start();
    expect((await check()).body).toEqual({
      kind: 'deployment',
      url: REPOSITORY_URL,
      standard: 'MLOps foundation',
      files: WHOLE.length,
      violations: [],
      asOf: expect.any(String),
    });
  });

  it('says what is missing and what has no place', async () => {
    await start();
    repositories.trees.set(REPOSITORY_URL, [...WHOLE.slice(0, -1), 'src/x.py']);
    const { body } = await check();
    expect(body.violations).toEqual([
      expect.objectContaining({ kind: 'unexpected', path: 'src/' }),
      expect.objectContaining({
        kind: 'missing',
        path: 'tests/stress_test/test_<description>.py',
      }),
    ]);
  });

  it('compares a build repository with its own tree', async () => {
    await start(repositoryEntity('ml-build'));
    const { body } = await check();
    expect(body.kind).toBe('build');
    expect(body.violations).toContainEqual(
      expect.objectContaining({ kind: 'missing', path: 'build_spec.yml' }),
    );
  });

  it('reads the repository once for any number of viewers', async () => {
    await start();
    await Promise.all(Array.from({ length: 10 }, (_, n) => check(`user-${n}`)));
    await check();
    expect(repositories.reads).toEqual([REPOSITORY_URL]);
  });

  it('follows the standard that the portal is configured with', async () => {
    await start(repositoryEntity(), STANDARD_URL);
    const rules = [{ path: 'main.tf', required: true }, { path: '**' }];
    repositories.texts.set(
      STANDARD_URL,
      yaml.stringify({
        name: 'acme',
        everywhere: [],
        build: [],
        deployment: rules,
      }),
    );
    const { body } = await check();
    expect(body.standard).toBe('acme');
    expect(body.violations).toEqual([
      expect.objectContaining({ kind: 'missing', path: 'main.tf' }),
    ]);
  });

  it.each([
    ['a standard that is not there', undefined, 404, 'cannot be read'],
    ['a malformed standard', 'name: acme', 400, 'everywhere must be a list'],
  ])('names %s', async (_, text, expected, says) => {
    await start(repositoryEntity(), STANDARD_URL);
    if (text) {
      repositories.texts.set(STANDARD_URL, text);
    }
    const { status, body } = await check();
    expect(status).toBe(expected);
    expect(body.error.message).toContain(says);
    expect(body.error.message).toContain(STANDARD_URL);
    expect(body.error.message).toContain('sagemaker.repositoryStandard');
  });

  it.each([
    [
      'is not there',
      Object.assign(new Error('no such repository'), {
        name: 'RepositoryDoesNotExistException',
      }),
      404,
      'There is no repository at',
    ],
    [
      'cannot be read',
      Object.assign(new Error('not authorized'), {
        name: 'AccessDeniedException',
      }),
      503,
      "Check its host under 'integrations'",
    ],
  ])(
    'names a repository that %s, and asks again the next time',
    async (_, error, expected, says) => {
      await start();
      repositories.nextError = error;
      const { status, body } = await check();
      expect(status).toBe(expected);
      expect(body.error.message).toContain(says);
      expect(body.error.message).toContain(REPOSITORY_URL);
      expect(body.error.message).toContain(error.message);
      expect((await check()).status).toBe(200);
    },
  );

  it('reads where the catalog read the entity, whatever its source location claims', async () => {
    await start(
      repositoryEntity('ml-deployment', {
        'backstage.io/source-location':
          'url:https://github.com/acme/secrets/tree/main/',
      }),
    );
    expect((await check()).status).toBe(200);
    expect(repositories.reads).toEqual([REPOSITORY_URL]);
  });

  it.each([
    [repositoryEntity('service'), "is of type 'service'"],
    [
      repositoryEntity('ml-build', { [LOCATION]: 'file:/etc/catalog.yaml' }),
      "was read from 'file:/etc/catalog.yaml', which is no repository",
    ],
  ])('reads nothing for another entity (%#)', async (entity, says) => {
    await start(entity);
    const { status, body } = await check();
    expect(status).toBe(400);
    expect(body.error.message).toContain(says);
    expect(body.error.message).toContain(`'${REPOSITORY}'`);
    expect(repositories.reads).toEqual([]);
  });
});
