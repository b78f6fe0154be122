import { startBackend, StartedBackend } from './__testUtils__/startBackend';
import { FakeAws } from './__testUtils__/fakeAws';
import { FakeRepositories } from './__testUtils__/FakeRepositories';
import { SET, worldAws, worldEntities } from './__testUtils__/world';

const TEMPLATE = 'servicecatalog:prod-1';

describe('project templates', () => {
  let aws: FakeAws;
  let backend: StartedBackend;

  beforeEach(async () => {
    aws = worldAws();
    backend = await startBackend({
      aws: aws.service,
      repositories: new FakeRepositories(),
      entities: worldEntities(),
    });
  });
  afterEach(() => backend.backend.stop());

  const detail = (query: Record<string, string> = {}) =>
    backend.as('ann').get(
      SET,
      `project-template?${new URLSearchParams({
        template: TEMPLATE,
        ...query,
      })}`,
    );
  const preflight = (more: object = {}) =>
    backend.as('ann').post(SET, 'use-case-preflight', {
      name: 'churn',
      template: TEMPLATE,
      secretNames: ['Token'],
      ...more,
    });

  it('asks AWS once for a version and path, and again for another', async () => {
    await detail();
    await detail();
    expect(aws.count('projects.parameters')).toBe(1);
    await detail({ version: 'v1' });
    expect(aws.count('projects.parameters')).toBe(2);
  });

  it('says what is wrong with the choice instead of parameters', async () => {
    const { status, body } = await detail({ version: 'v2' });
    expect(status).toBe(200);
    expect(body.parameters).toBeUndefined();
    expect(body.findings).toEqual([
      {
        field: 'version',
        message: expect.stringContaining("'v2' is deprecated"),
      },
    ]);
  });

  it('reads no template that the account set does not offer', async () => {
    const template = 's3:somebodys-bucket/secret.yaml';
    const { status, body } = await detail({ template });
    expect(status).toBe(404);
    expect(body.error.message).toContain('does not offer');
    const checked = await preflight({ template });
    expect(checked.body.findings).toEqual([
      { field: 'template', message: expect.stringContaining('does not offer') },
    ]);
    expect(aws.calls).toEqual(['projectTemplates.list']);
  });

  it('finds nothing where nothing stands in the way, and looks anew each time', async () => {
    expect((await preflight()).body).toEqual({
      findings: [],
      notChecked: [],
      asOf: expect.any(String),
    });
    await preflight();
    expect(aws.count('projects.find')).toBe(2);
  });

  it.each([
    ['a name out of rule', { name: 'a_b' }, 'name', 'cannot be a project name'],
    ['a wrong version', { version: 'v9' }, 'version', "version 'v9'"],
    ['a wrong path', { launchPath: 'x' }, 'launchPath', "launch path 'x'"],
    ['a tag out of rule', { tags: { 'aws:x': '' } }, 'tags', "tag 'aws:x'"],
    [
      'a secret among the parameters',
      { secretNames: [], parameters: { Token: 'hush' } },
      'parameters',
      'declares it as a secret',
    ],
  ])('finds %s', async (_, request, field, message) => {
    const { body } = await preflight(request);
    expect(body.findings).toEqual([
      expect.objectContaining({
        field,
        message: expect.stringContaining(message),
      }),
    ]);
    expect(JSON.stringify(body)).not.toContain('hush');
  });

  it('finds a project of that name', async () => {
    aws.projects.set('churn', {
      arn: 'arn:aws:sagemaker:eu-west-1:100000000002:project/churn',
      projectId: 'p-1',
      name: 'churn',
      status: 'CreateCompleted',
      tags: {},
    });
    const { body } = await preflight();
    expect(body.findings).toEqual([
      {
        field: 'name',
        message: expect.stringContaining('choose another name'),
      },
    ]);
  });

  it('does not take an error of AWS that passes for a finding', async () => {
    aws.before = async operation => {
      if (operation === 'projects.parameters') {
        throw new Error('Rate exceeded');
      }
    };
    expect((await preflight()).status).toBe(500);
  });
});
