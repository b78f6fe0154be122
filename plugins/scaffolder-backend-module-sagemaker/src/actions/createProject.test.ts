import {
  TAG_ACCOUNT_SET,
  TAG_OWNER,
  TAG_TASK,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsErrorKind } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActionTask, depsWith } from '../__testUtils__/actionTask';
import { FakeAws } from '../__testUtils__/fakeAws';
import { createProjectAction } from './createProject';

const OWNER = 'group:default/credit-risk';
const ARN = 'arn:aws:sagemaker:eu-west-1:100000000002:project/churn';
const INPUT = {
  accountSet: 'resource:default/credit-risk',
  name: 'churn',
  template: 'servicecatalog:prod-1',
};

function setup() {
  const aws = new FakeAws();
  const { deps, published } = depsWith(aws);
  return { aws, published, action: createProjectAction(deps) };
}

function existing(
  aws: FakeAws,
  status: string,
  tags: Record<string, string> = {},
) {
  aws.projectsByName.set('churn', {
    arn: ARN,
    projectId: 'p-old',
    name: 'churn',
    status,
    tags,
  });
}

describe('sagemaker:project:create', () => {
  it('creates a tagged project, waits for it and tells the catalog', async () => {
    const { aws, published, action } = setup();
    const task = new ActionTask('task-1');

    await task.run(action, { ...INPUT, tags: { costCenter: '42' } });

    expect(aws.projectsByName.get('churn')).toMatchObject({
      status: 'CreateCompleted',
      tags: {
        costCenter: '42',
        [TAG_ACCOUNT_SET]: 'credit-risk',
        [TAG_OWNER]: OWNER,
        [TAG_TASK]: 'task-1',
      },
    });
    expect(task.output).toEqual({
      projectArn: ARN,
      projectId: 'p-1',
      entityRef: expect.stringMatching(/^system:default\/churn-[0-9a-f]{8}$/),
      consoleUrl: expect.stringContaining(
        'eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/stackinfo?stackId=arn%3Aaws%3A',
      ),
    });
    expect(published).toEqual([{ arn: ARN }]);
  });

  it('shows each stack event once', async () => {
    const { aws, action } = setup();
    aws.outcomes.push({ status: 'CreateCompleted', readsInProgress: 2 });
    const task = new ActionTask('task-1');

    await task.run(action, INPUT);

    expect(aws.count('projects.events')).toBeGreaterThan(1);
    expect(
      task.log.filter(line => line.includes('BuildPipeline')),
    ).toHaveLength(1);
  });

  it('goes on where the stack events cannot be read', async () => {
    const { aws, action } = setup();
    aws.nextError.set('projects.events', new Error('AccessDenied'));
    const task = new ActionTask('task-1');

    await task.run(action, INPUT);

    expect(task.output.projectId).toBe('p-1');
    expect(task.log.join('\n')).toContain('AccessDenied');
  });

  it('does not wait when told so', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1');

    await task.run(action, { ...INPUT, wait: false });

    expect(aws.projectsByName.get('churn')?.status).toBe('CreateInProgress');
    expect(task.output.projectId).toBe('p-1');
  });

  it('only says what it would do in a dry run', async () => {
    const { aws, published, action } = setup();
    const task = new ActionTask('task-1', { isDryRun: true });

    await task.run(action, INPUT);

    expect(aws.calls).toEqual([]);
    expect(published).toEqual([]);
    expect(task.output.projectArn).toBe(ARN);
    expect(task.log.join('\n')).toContain(`would create the project ${ARN}`);
  });

  it("fails with AWS's reason, what is left behind and what to do", async () => {
    const { aws, action } = setup();
    aws.outcomes.push({
      status: 'CreateFailed',
      reason: 'Stack SP-churn rolled back',
    });

    await expect(new ActionTask('task-1').run(action, INPUT)).rejects.toThrow(
      "SageMaker project 'churn' is CreateFailed: Stack SP-churn rolled back; BuildPipeline CREATE_FAILED: Role not found. " +
        `Left behind: the project ${ARN} in the state CreateFailed, its stack arn:aws:cloudformation:eu-west-1:100000000002:stack/SP-churn/1, and what earlier steps of this task created. ` +
        'Remove the cause, then retry this task or start it over with the same name and owner',
    );
  });

  it.each([
    ['a retry', 'task-1'],
    ['a task started over', 'task-2'],
  ])('%s replaces the failed project', async (_, taskId) => {
    const { aws, action } = setup();
    aws.outcomes.push({ status: 'CreateFailed', reason: 'no' });
    const first = new ActionTask('task-1');
    await expect(first.run(action, INPUT)).rejects.toThrow('CreateFailed');

    const next = taskId === first.id ? first : new ActionTask(taskId);
    await next.run(action, INPUT);

    expect(next.output.projectId).toBe('p-2');
    expect([...aws.projectsByName.values()]).toEqual([
      expect.objectContaining({ projectId: 'p-2', status: 'CreateCompleted' }),
    ]);
    expect(aws.count('projects.remove')).toBe(1);
    expect(next.log.join('\n')).toContain(
      "Deleting the project 'churn' (p-1) of the task task-1",
    );
  });

  it('makes one project when it crashes before its checkpoint is stored', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1', { crashAt: 'project.create.churn' });
    await expect(task.run(action, INPUT)).rejects.toThrow('crashed');

    await task.run(action, INPUT);

    expect(aws.count('projects.create')).toBe(1);
    expect(aws.projectsByName.get('churn')?.status).toBe('CreateCompleted');
  });

  it('creates the project anew when it was deleted before a retry', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1');
    await task.run(action, INPUT);
    aws.projectsByName.clear();

    await task.run(action, INPUT);

    expect(aws.projectsByName.get('churn')?.status).toBe('CreateCompleted');
    expect(task.output.projectId).toBe('p-2');
  });

  it.each([['CreateInProgress'], ['CreateCompleted']])(
    'takes up its own project that is %s',
    async status => {
      const { aws, action } = setup();
      existing(aws, status, { [TAG_TASK]: 'task-1' });
      const task = new ActionTask('task-1');

      await task.run(action, { ...INPUT, wait: false });

      expect(task.output.projectId).toBe('p-old');
      expect(aws.count('projects.create')).toBe(0);
    },
  );

  it.each([
    ['made by hand', 'CreateCompleted', {}],
    ['made by hand and failed', 'CreateFailed', {}],
    [
      'failed, of another owner',
      'CreateFailed',
      { [TAG_TASK]: 'task-0', [TAG_OWNER]: 'group:default/marketing' },
    ],
    [
      'in use, of the same owner',
      'CreateCompleted',
      { [TAG_TASK]: 'task-0', [TAG_OWNER]: OWNER },
    ],
    [
      'under way, of the same owner',
      'CreateInProgress',
      { [TAG_TASK]: 'task-0', [TAG_OWNER]: OWNER },
    ],
  ])('never touches a project that is %s', async (_, status, tags) => {
    const { aws, action } = setup();
    existing(aws, status, tags);

    await expect(
      new ActionTask('task-1').run(action, INPUT),
    ).rejects.toMatchObject({
      findings: [expect.stringContaining(`${ARN}, ${status}`)],
    });
    expect(aws.count('projects.create') + aws.count('projects.remove')).toBe(0);
  });

  it('stops waiting when the task is cancelled, and says what goes on', async () => {
    const { aws, action } = setup();
    aws.outcomes.push({ status: 'CreateCompleted', readsInProgress: 100 });
    const controller = new AbortController();
    const task = new ActionTask('task-1', { signal: controller.signal });
    const running = task.run(action, INPUT);
    setTimeout(() => controller.abort(), 300);

    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(task.log.join('\n')).toContain(
      "Cancelled while the project 'churn' was CreateInProgress",
    );
  });

  it('names what AWS refused', async () => {
    const { aws, action } = setup();
    aws.nextError.set(
      'projects.create',
      new Error('AccessDeniedException: not authorized'),
    );

    await expect(new ActionTask('task-1').run(action, INPUT)).rejects.toThrow(
      /refused to create the project 'churn' from servicecatalog:prod-1 in account 100000000002, region eu-west-1.*AccessDeniedException/,
    );
  });

  it.each([
    ['name too long', { name: 'x'.repeat(33) }, /up to 32/],
    ['name with a space', { name: 'my project' }, /cannot be a project name/],
    ['unknown set', { accountSet: 'nowhere' }, /not in the catalog/],
    ['retired set', { accountSet: 'churn-pilot' }, /is decommissioned/],
    ['not a set', { accountSet: 'database' }, /not an account set/],
  ])('refuses before it touches AWS: %s', async (_, input, message) => {
    const { aws, action } = setup();

    await expect(
      new ActionTask('task-1').run(action, { ...INPUT, ...input }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    expect(aws.calls).toEqual([]);
  });

  describe('preflight', () => {
    const awsError = (kind: AwsErrorKind) =>
      Object.assign(new Error(`AWS says ${kind}`), {
        kind,
        operation: 'X',
      });
    const launched = (aws: FakeAws) =>
      aws.count('projects.create') + aws.count('projects.remove');

    it('finds everything at once and creates nothing', async () => {
      const { aws, published, action } = setup();
      existing(aws, 'CreateFailed');
      aws.parameters.push(
        { key: 'Type', type: 'String', isSecret: false, allowedValues: ['a'] },
        { key: 'Token', type: 'String', isSecret: true },
        { key: 'Key', type: 'String', isSecret: true },
      );

      await expect(
        new ActionTask('task-1').run(action, {
          ...INPUT,
          parameters: { Type: 'b', Token: 'hush' },
          secretParameters: { Key: 'key' },
          tags: { 'aws:x': '1' },
        }),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(/cannot be created[^]*\n- name: /),
        findings: [
          expect.stringContaining('choose another name'),
          expect.stringContaining("no secret named 'key'"),
          expect.stringContaining("tag 'aws:x'"),
          expect.stringContaining("'b' must be one of a"),
          expect.stringContaining('parameter Token: the template declares'),
        ],
      });
      expect([launched(aws), published]).toEqual([0, []]);
    });

    it.each([
      ['version', { version: 'v9' }, ["version 'v9'"]],
      ['launch path', { launchPath: 'x' }, ["launch path 'x'"]],
      ['both', { version: 'v9', launchPath: 'x' }, ["version 'v9'", 'path']],
      [
        'version of a template in S3',
        { template: 's3:bucket/key.yaml', version: 'v1' },
        ['a template in S3 has neither'],
      ],
    ])('finds a wrong %s', async (_, input, findings) => {
      const { aws, action } = setup();
      await expect(
        new ActionTask('task-1').run(action, { ...INPUT, ...input }),
      ).rejects.toMatchObject({
        findings: findings.map(text => expect.stringContaining(text)),
      });
      expect(launched(aws)).toBe(0);
    });

    it.each([
      ['projects.product', 'not_found', 'product prod-1: AWS says not_found'],
      ['projects.product', 'denied', 'product prod-1: AWS says denied'],
      ['projects.parameters', 'denied', 'template servicecatalog:prod-1: AWS'],
      ['projects.parameters', 'invalid', 'AWS says invalid'],
    ] as const)('finds what %s answers as %s', async (call, kind, finding) => {
      const { aws, action } = setup();
      aws.nextError.set(call, awsError(kind));
      await expect(
        new ActionTask('task-1').run(action, INPUT),
      ).rejects.toMatchObject({ findings: [expect.stringContaining(finding)] });
      expect(launched(aws)).toBe(0);
    });

    it.each([
      'projects.find',
      'projects.product',
      'projects.parameters',
      'projects.create',
    ])('makes one project by a retry when %s was throttled', async call => {
      const { aws, action } = setup();
      aws.nextError.set(call, awsError('throttled'));
      const task = new ActionTask('task-1');
      await expect(task.run(action, INPUT)).rejects.toThrow(
        'AWS says throttled',
      );
      expect(aws.launches).toEqual([]);

      await task.run(action, INPUT);

      expect(aws.launches).toHaveLength(1);
    });

    it('is not asked of a project that the task has already', async () => {
      const { aws, action } = setup();
      existing(aws, 'CreateCompleted', { [TAG_TASK]: 'task-1' });
      await new ActionTask('task-1').run(action, {
        ...INPUT,
        secretParameters: { Token: 'gone' },
      });
      expect(aws.count('projects.product')).toBe(0);
    });

    it('finds what is wrong with name and account set at once', async () => {
      const { action } = setup();
      await expect(
        new ActionTask('task-1').run(action, {
          ...INPUT,
          name: 'a_b',
          accountSet: 'churn-pilot',
        }),
      ).rejects.toMatchObject({
        findings: [
          expect.stringContaining("name: 'a_b' cannot be a project name"),
          expect.stringContaining('is decommissioned'),
        ],
      });
    });
  });

  it('launches what was checked, with the secrets of the task', async () => {
    const { aws, action } = setup();
    aws.product.paths.push({ id: 'lpv3-2', name: 'Data' });
    aws.parameters.push(
      { key: 'Type', type: 'String', isSecret: false },
      { key: 'Token', type: 'String', isSecret: true },
    );
    const task = new ActionTask('task-1', { secrets: { token: 'hush' } });

    await task.run(action, {
      ...INPUT,
      launchPath: 'Data',
      parameters: { Type: 'x' },
      secretParameters: { Token: 'token' },
    });

    expect(aws.launches).toEqual([
      expect.objectContaining({
        artifactId: 'pa-1',
        pathId: 'lpv3-2',
        parameters: { Type: 'x', Token: 'hush' },
      }),
    ]);
    expect(JSON.stringify([task.log, task.output, task.stored])).not.toContain(
      'hush',
    );
  });
});
