import { FakeRepositories } from '../__testUtils__/FakeRepositories';
import { StartedBackend, startBackend } from '../__testUtils__/startBackend';
import {
  REPOSITORY,
  REPOSITORY_URL,
  repositoryEntity,
  worldAws,
} from '../__testUtils__/world';

const FILE = `${REPOSITORY_URL}inference_config/staging/inference_config.json`;
const INFRA = `${REPOSITORY_URL}app_infra/`;
const CONFIG = JSON.stringify({
  Parameters: { ProjectName: 'churn', InstanceCount: '1', Name: 'abc' },
});
const TEMPLATE = `
Parameters:
  ProjectName: { Type: String }
  InstanceCount:
    Type: Number
    Description: Instances behind the endpoint
    MinValue: 1
    ConstraintDescription: At least one
  Name: { Type: String, AllowedPattern: '[a-z]+' }
Resources:
  Endpoint: !Sub \${Name}
`;

describe('the deployment of a stage', () => {
  let repositories: FakeRepositories;
  let backend: StartedBackend;

  async function start(type?: string) {
    repositories = new FakeRepositories();
    repositories.texts.set(FILE, CONFIG);
    repositories.trees.set(INFRA, [
      'endpoint/endpoint.yaml',
      'lambda/broken.yaml',
      'lambda/run.py',
    ]);
    repositories.texts.set(`${INFRA}endpoint/endpoint.yaml`, TEMPLATE);
    repositories.texts.set(`${INFRA}lambda/broken.yaml`, 'a: [');
    backend = await startBackend({
      aws: worldAws().service,
      repositories,
      entities: [repositoryEntity(type)],
    });
  }
  afterEach(() => backend.backend.stop());

  const read = (stage = 'staging', user = 'ann') =>
    backend.as(user).get(REPOSITORY, `deployment-config?stage=${stage}`);
  const check = (body: object) =>
    backend.as('ann').post(REPOSITORY, 'deployment-change', body);

  it('says what is set, by which rules, and what the portal may change', async () => {
    await start();
    const { status, body } = await read();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      stage: 'staging',
      path: 'inference_config/staging/inference_config.json',
      url: FILE,
      git: 'github',
      etag: expect.stringMatching(/^[\da-f]{64}$/),
      unreadable: [expect.stringContaining('app_infra/lambda/broken.yaml: ')],
      parameters: [
        { name: 'ProjectName', value: 'churn', editable: false },
        {
          name: 'InstanceCount',
          value: '1',
          editable: true,
          template: 'app_infra/endpoint/endpoint.yaml',
          declared: {
            type: 'Number',
            minValue: 1,
            description: 'Instances behind the endpoint',
            rule: 'At least one',
          },
        },
        { name: 'Name', editable: true },
      ],
    });
  });

  it('reads the repository once for any number of viewers', async () => {
    await start();
    await Promise.all(
      Array.from({ length: 5 }, (_, n) => read('staging', `user-${n}`)),
    );
    expect(repositories.reads).toEqual([FILE, INFRA]);
  });

  it('finds what stands in the way of a change', async () => {
    await start();
    const { etag } = (await read()).body;
    const findings = async (parameters: object, given = etag) =>
      (await check({ stage: 'staging', etag: given, parameters })).body
        .findings;
    expect(await findings({ InstanceCount: '2' })).toEqual([]);
    expect(await findings({ InstanceCount: '0', Name: 'A' })).toEqual([
      {
        parameter: 'InstanceCount',
        message:
          "parameter InstanceCount: '0' must be at least 1 (At least one)",
      },
      {
        parameter: 'Name',
        message: "parameter Name: 'A' must match [a-z]+",
      },
    ]);
    expect(await findings({ InstanceCount: '2' }, 'old')).toEqual([
      { message: expect.stringContaining('has changed since') },
    ]);
  });

  it('refuses those who may not read the repository', async () => {
    await start();
    backend.denied.add(`sagemaker.read ${REPOSITORY}`);
    expect((await read()).status).toBe(403);
    const change = { stage: 'staging', etag: 'e', parameters: {} };
    expect((await check(change)).status).toBe(403);
    expect(repositories.reads).toEqual([]);
    const anonymous = backend.anonymous(
      'get',
      REPOSITORY,
      'deployment-config?stage=staging',
    );
    expect((await anonymous).status).toBe(401);
  });

  it.each<[string, string, () => void, number, string]>([
    ['a stage that is not there', 'prod', () => {}, 404, 'prod/inference'],
    ['a stage that is no folder', '../x', () => {}, 400, 'stage'],
    [
      'a malformed file',
      'staging',
      () => repositories.texts.set(FILE, '{"InstanceCount": 1}'),
      400,
      "is no inference configuration: it has no object 'Parameters'",
    ],
    [
      'a repository that cannot be read',
      'staging',
      () => {
        repositories.nextError = Object.assign(new Error('not authorized'), {
          name: 'AccessDeniedException',
        });
      },
      503,
      "Check its host under 'integrations'",
    ],
  ])('names %s', async (_, stage, change, expected, says) => {
    await start();
    change();
    const { status, body } = await read(stage);
    expect(status).toBe(expected);
    expect(body.error.message).toContain(says);
  });

  it('is asked of deployment repositories only', async () => {
    await start('ml-build');
    const { status, body } = await read();
    expect(status).toBe(400);
    expect(body.error.message).toContain('is a build repository');
    expect(repositories.reads).toEqual([]);
  });
});
