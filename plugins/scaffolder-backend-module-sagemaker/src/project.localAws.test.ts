import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  coreServices,
  createBackendModule,
  DatabaseService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  createLocalAws,
  LiveClock,
  LocalAws,
} from '@mlops-foundation/local-aws';
import request from 'supertest';
import { scaffolderModuleSagemaker } from './module';
import { accountSetEntity, REGION, TOOLING } from './__testUtils__/entities';
import { TaskResult, Scaffolder } from './__testUtils__/scaffolder';

jest.setTimeout(60_000);

const TEMPLATE_KEY = 'mlops-project-templates/templates/with-secret.json';
const ACCOUNT_SET = 'resource:default/credit-risk';
const SECRET = 'hush-4711';

/** A template whose parameters choose what is done to the project. */
const TEMPLATE: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { namespace: 'default', name: 'project' },
  spec: {
    type: 'project',
    parameters: {},
    steps: [
      {
        id: 'create',
        action: 'sagemaker:project:create',
        if: "${{ parameters.work == 'create' }}",
        input: {
          accountSet: ACCOUNT_SET,
          name: '${{ parameters.name }}',
          template: '${{ parameters.template }}',
          version: '${{ parameters.launch.version }}',
          launchPath: '${{ parameters.launch.launchPath }}',
          parameters: '${{ parameters.launch.parameters }}',
          secretParameters: '${{ parameters.launch.secretParameters }}',
        },
      },
      {
        id: 'update',
        action: 'sagemaker:project:update',
        if: "${{ parameters.work == 'update' }}",
        input: {
          accountSet: ACCOUNT_SET,
          name: '${{ parameters.name }}',
          parameters: '${{ parameters.values }}',
          secretParameters: '${{ parameters.secrets }}',
        },
      },
      {
        id: 'delete',
        action: 'sagemaker:project:delete',
        if: "${{ parameters.work == 'delete' }}",
        input: { accountSet: ACCOUNT_SET, name: '${{ parameters.name }}' },
      },
      {
        id: 'break',
        action: 'catalog:fetch',
        if: '${{ parameters.breaks }}',
        input: { entityRef: 'resource:default/nowhere' },
      },
      {
        id: 'cleanUp',
        action: 'sagemaker:project:delete',
        if: '${{ failure() and parameters.cleansUp }}',
        input: {
          accountSet: ACCOUNT_SET,
          name: '${{ parameters.name }}',
          onlyOfThisTask: true,
        },
      },
    ],
    output: { text: [{ title: 'Delete', content: '${{ steps }}' }] },
  },
};

const CFN = {
  Parameters: {
    SageMakerProjectName: { Type: 'String' },
    Token: { Type: 'String', NoEcho: true, MinLength: 4 },
    Stage: { Type: 'String', AllowedValues: ['test', 'live'], Default: 'test' },
  },
  Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
};

/** The actions in the real scaffolder, over HTTP to Local AWS. */
describe('project actions with Local AWS', () => {
  const environment = { ...process.env };
  const printed: string[] = [];
  let local: LocalAws;
  let backend: TestBackend;
  let scaffolder: Scaffolder;
  let database: DatabaseService;

  beforeAll(async () => {
    local = await createLocalAws({ port: 0, clock: new LiveClock(20) });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: local.url,
      AWS_ACCESS_KEY_ID: 'AKIA100000000001LOCAL',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: REGION,
    });
    await fetch(`${local.url}/${TEMPLATE_KEY}`, {
      method: 'PUT',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIA${TOOLING}TEST/20260101/${REGION}/s3/aws4_request`,
      },
      body: JSON.stringify(CFN),
    });
    const entities = [TEMPLATE, accountSetEntity('credit-risk')];
    const print = (message: string, meta?: unknown) => {
      printed.push(`${message} ${JSON.stringify(meta)}`);
    };
    const logger = mockServices.rootLogger.mock({
      debug: print,
      info: print,
      warn: print,
      error: print,
      child: () => logger,
    });
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleSagemaker,
        catalogServiceMock.factory({ entities }),
        logger.factory,
        createBackendModule({
          pluginId: 'scaffolder',
          moduleId: 'observer',
          register(reg) {
            reg.registerInit({
              deps: { service: coreServices.database },
              init: async ({ service }) => {
                database = service;
              },
            });
          },
        }),
        mockServices.rootConfig.factory({
          data: {
            aws: {
              accountDefaults: {
                roleName: 'mlops-portal',
                externalId: 'mlops',
              },
            },
          },
        }),
      ],
    });
    scaffolder = new Scaffolder(backend);
  });

  afterAll(async () => {
    await backend.stop();
    await local.close();
    process.env = environment;
  });

  const post = async (path: string, body: object) => {
    const response = await request(backend.server)
      .post(`/api/scaffolder/v2/tasks${path}`)
      .set('Authorization', mockCredentials.user.header())
      .send(body);
    expect(response.status).toBe(201);
    return response.body.id;
  };

  const values = {
    template: `s3:${TEMPLATE_KEY}`,
    // As the form field SageMakerProjectParameters gives it.
    launch: {
      parameters: { Stage: 'live' },
      secretParameters: { Token: 'token' },
    },
    values: {},
    secrets: { Token: 'token' },
  };

  async function run(
    input: Record<string, unknown>,
    secrets: Record<string, string> = { token: SECRET },
  ): Promise<TaskResult & { id: string }> {
    const templateRef = stringifyEntityRef(TEMPLATE);
    const id = await post('', {
      templateRef,
      values: { ...values, ...input },
      secrets,
    });
    return { id, ...(await scaffolder.finished(id)) };
  }

  const mutations = () =>
    local.calls
      .list()
      .filter(({ operation }) => /^(Create|Update|Delete)P/.test(operation))
      .map(({ operation, count }) => `${operation} ${count}`)
      .sort();

  it('creates, updates and deletes a project of a template with a secret', async () => {
    local.calls.clear();
    const name = 'late-payments';

    const created = await run({ work: 'create', name });
    expect(created).toMatchObject({ status: 'completed' });
    expect(created.log.join('\n')).toContain(
      'Not checked: the launch role: a template in S3 has none',
    );
    const updated = await run({ work: 'update', name });
    expect(updated).toMatchObject({ status: 'completed' });
    expect(updated.log.join('\n')).toContain('DeployPipeline UPDATE_COMPLETE');
    expect(updated.log.join('\n')).not.toContain('CREATE_COMPLETE');
    const deleted = await run({ work: 'delete', name });
    expect(deleted).toMatchObject({ status: 'completed' });
    expect(deleted.log.join('\n')).toContain('BuildPipeline DELETE_COMPLETE');
    const again = await run({ work: 'delete', name });
    expect(again.log.join('\n')).toContain('nothing to delete');

    expect(mutations()).toEqual([
      'CreateProject 1',
      'DeleteProject 1',
      'UpdateProject 1',
    ]);
  });

  it.each([
    ['everything', { version: 'v1', launchPath: 'MLOps', parameters: {} }],
    ['nothing', {}],
    ['no value at all', undefined],
  ])('takes from the form for a product: %s', async (what, launch) => {
    local.calls.clear();
    const { status, log } = await run({
      work: 'create',
      name: `product-${what.split(' ')[0]}`,
      template: 'servicecatalog:prod-mlopsrealtime',
      launch,
    });
    expect(status).toBe('completed');
    expect(log.join('\n')).not.toContain('Not checked');
    expect(mutations()).toContain('CreateProject 1');
  });

  it('shows every finding before anything is created', async () => {
    local.calls.clear();
    const { status, error } = await run(
      {
        work: 'create',
        name: 'wrong',
        launch: { ...values.launch, parameters: { Stage: 'x', Size: '1' } },
      },
      { token: 'abc' },
    );
    expect(status).toBe('failed');
    expect(error?.message.split('\n')).toEqual([
      expect.stringContaining("The project 'wrong' cannot be created"),
      expect.stringContaining('- parameter Size: the template has none'),
      '- parameter Token: the value must have at least 4 characters',
      "- parameter Stage: 'x' must be one of test, live",
    ]);
    expect(mutations()).toEqual([]);
  });

  it.each([
    [
      'a product that vanished',
      'servicecatalog:prod-gone',
      'product prod-gone',
    ],
    ['a template that vanished', `s3:${TEMPLATE_KEY}.old`, 'NoSuchKey'],
  ])('refuses %s', async (_, template, finding) => {
    local.calls.clear();
    const { error } = await run({ work: 'create', name: 'gone', template });
    expect(error?.message).toContain(finding);
    expect(mutations()).toEqual([]);
  });

  it('cleans up what the task has created, and nothing else', async () => {
    const name = 'short-lived';
    const breaking = { work: 'create', name, breaks: true };
    const kept = await run({ ...breaking, cleansUp: false });
    expect(kept.status).toBe('failed');
    const stranger = await run({ ...breaking, cleansUp: true });
    expect(stranger.error?.message).toContain('choose another name');
    expect(stranger.log.join('\n')).toContain('is left alone');
    await run({ work: 'delete', name });

    const cleaned = await run({ ...breaking, cleansUp: true });

    expect(cleaned.status).toBe('failed');
    expect(cleaned.log.join('\n')).toContain(`'${name}' is deleted. Kept`);
    const gone = await run({ work: 'delete', name });
    expect(gone.log.join('\n')).toContain('nothing to delete');
  });

  it('keeps a secret that AWS repeats out of log, task and output', async () => {
    local.world.switches.failNextProject = `Token ${SECRET} was refused`;
    const name = 'talkative';
    const failed = await run({ work: 'create', name });
    expect(failed.error?.message).toContain('was refused');
    const withoutSecret = await run({ work: 'create', name }, {});
    expect(withoutSecret.error?.message).toContain("no secret named 'token'");

    await post(`/${failed.id}/retry`, { secrets: { token: SECRET } });
    const retried = await scaffolder.finished(failed.id);

    expect(retried.log.join('\n')).toContain("'talkative' is CreateCompleted");
    const knex = await database.getClient();
    const stored = [await knex('tasks'), await knex('task_events')];
    expect(JSON.stringify(stored)).toContain('was refused');
    expect(printed.join()).toContain('was refused');
    for (const shown of [stored, printed, failed, retried]) {
      expect(JSON.stringify(shown)).not.toContain(SECRET);
    }
  });
});
