import {
  TAG_ACCOUNT_SET,
  TAG_OWNER,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ProjectState } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActionTask, depsWith } from '../__testUtils__/actionTask';
import { FakeAws } from '../__testUtils__/fakeAws';
import { updateProjectAction } from './updateProject';

const ARN = 'arn:aws:sagemaker:eu-west-1:100000000002:project/churn';
const INPUT = { accountSet: 'resource:default/credit-risk', name: 'churn' };
const PRODUCT = {
  templateId: 'servicecatalog:prod-1',
  artifactId: 'pa-1',
  parameters: { Type: 'a', SageMakerProjectId: 'p-1', Old: '1' },
};
const S3 = {
  templateId: 's3:templates/a.yaml',
  templateName: 'real-time',
  parameters: {},
};

function setup(change: Partial<ProjectState> = {}) {
  const aws = new FakeAws();
  aws.product.versions.push({
    ...aws.product.versions[0],
    id: 'pa-2',
    name: 'v2',
    createdAt: '2026-02-01T00:00:00Z',
  });
  aws.projectsByName.set('churn', {
    arn: ARN,
    projectId: 'p-1',
    name: 'churn',
    status: 'CreateCompleted',
    stackId: 'SC-1',
    launch: PRODUCT,
    tags: {
      [TAG_ACCOUNT_SET]: 'credit-risk',
      [TAG_OWNER]: 'group:default/credit-risk',
    },
    ...change,
  });
  const { deps, published } = depsWith(aws);
  return { aws, published, action: updateProjectAction(deps) };
}

describe('sagemaker:project:update', () => {
  it('moves a project to the newest version with the parameters that it has', async () => {
    const { aws, published, action } = setup();
    aws.parameters.push(
      { key: 'SageMakerProjectId', type: 'String', isSecret: false },
      { key: 'Type', type: 'String', isSecret: false },
      { key: 'Count', type: 'Number', isSecret: false },
      { key: 'Token', type: 'String', isSecret: true },
    );
    const task = new ActionTask('task-2', { secrets: { token: 'hush' } });

    await task.run(action, {
      ...INPUT,
      parameters: { Count: '2' },
      secretParameters: { Token: 'token' },
    });

    expect(aws.launches).toEqual([
      expect.objectContaining({
        name: 'churn',
        templateId: 'servicecatalog:prod-1',
        artifactId: 'pa-2',
        parameters: { Type: 'a', Count: '2', Token: 'hush' },
      }),
    ]);
    expect(task.output).toMatchObject({
      projectArn: ARN,
      entityRef: expect.stringMatching(/^system:default\/churn-/),
      status: 'UpdateCompleted',
    });
    expect(published).toEqual([{ arn: ARN }]);
    expect(JSON.stringify([task.log, task.output, task.stored])).not.toContain(
      'hush',
    );
  });

  it.each([
    ['its own template, read anew', undefined, S3.templateId],
    ['another template', 's3:templates/b.yaml', 's3:templates/b.yaml'],
  ])('moves a project of S3 to %s', async (_, template, templateId) => {
    const { aws, action } = setup({ launch: S3 });
    await new ActionTask('task-2').run(action, { ...INPUT, template });
    expect(aws.launches).toEqual([
      expect.objectContaining({ templateId, templateName: 'real-time' }),
    ]);
  });

  it('does not wait when told so', async () => {
    const { aws, action } = setup();
    const first = new ActionTask('task-2');
    await first.run(action, { ...INPUT, wait: false });
    expect(first.output.status).toBe('UpdateInProgress');
    expect(aws.projectsByName.get('churn')?.status).toBe('UpdateInProgress');
  });

  it('shows no event from before', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-2');
    await task.run(action, INPUT);
    expect(aws.count('projects.events')).toBeGreaterThan(1);
    expect(task.log.join()).not.toContain('BuildPipeline');
  });

  it('only says what it would do in a dry run', async () => {
    const { aws, published, action } = setup();
    const task = new ActionTask('task-2', { isDryRun: true });
    await task.run(action, INPUT);
    expect([aws.calls, published]).toEqual([[], []]);
    expect(task.output.projectArn).toBe(ARN);
    expect(task.log.join()).toContain(`would update the project ${ARN}`);
  });

  it.each([
    [
      'a stranger',
      { tags: { [TAG_ACCOUNT_SET]: 'credit-risk' } },
      {},
      'is not tagged as a use case of group:default/credit-risk',
    ],
    [
      'of another account set',
      { tags: { [TAG_OWNER]: 'group:default/credit-risk' } },
      {},
      `${TAG_ACCOUNT_SET} is ''`,
    ],
    ['of another owner', {}, { owner: 'marketing' }, 'group:default/marketing'],
    [
      'never created',
      { status: 'CreateFailed' },
      {},
      'nothing whole to update',
    ],
    ['half deleted', { status: 'DeleteFailed' }, {}, 'delete it and create it'],
    [
      'of another product',
      {},
      { template: 'servicecatalog:prod-2' },
      'cannot move to servicecatalog:prod-2',
    ],
    ['of a product', {}, { template: 's3:b/k.yaml' }, 'cannot move to s3:b/k'],
    ['of S3', { launch: S3 }, { template: 'servicecatalog:prod-1' }, 'move'],
    ['of unknown making', { launch: undefined }, {}, 'name one in template'],
    ['without such a version', {}, { version: 'v9' }, "version 'v9'"],
    ['without such a parameter', {}, { parameters: { X: '1' } }, 'parameter X'],
  ])('refuses a project %s', async (_, project, input, finding) => {
    const { aws, action } = setup(project);
    await expect(
      new ActionTask('task-2').run(action, { ...INPUT, ...input }),
    ).rejects.toMatchObject({
      name: 'InputError',
      findings: [expect.stringContaining(finding)],
    });
    expect(aws.count('projects.update')).toBe(0);
  });

  it('asks for a value that the new version needs, and for its secrets', async () => {
    const { aws, action } = setup();
    aws.parameters.push(
      { key: 'Type', type: 'String', isSecret: false, allowedValues: ['b'] },
      { key: 'New', type: 'String', isSecret: false },
      { key: 'Token', type: 'String', isSecret: true },
    );
    await expect(
      new ActionTask('task-2').run(action, INPUT),
    ).rejects.toMatchObject({
      findings: [
        "parameter Type: 'a' must be one of b",
        'parameter New: it has no default and needs a value',
        expect.stringContaining('parameter Token'),
      ],
    });
  });

  it('has nothing to update where there is no project', async () => {
    const { aws, action } = setup();
    aws.projectsByName.clear();
    await expect(
      new ActionTask('task-2').run(action, INPUT),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it.each(['UpdateInProgress', 'CreateInProgress', 'DeleteInProgress'])(
    'waits for nobody else: a project that is %s',
    async status => {
      const { aws, action } = setup({ status });
      const task = new ActionTask('task-2');
      await expect(task.run(action, INPUT)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(`'churn' is ${status}`),
      });

      aws.projectsByName.get('churn')!.status = 'UpdateCompleted';
      await task.run(action, INPUT);
      expect(aws.count('projects.update')).toBe(1);
    },
  );

  it.each([
    ['before AWS was told', { crashAt: 'project.update.churn' }, undefined],
    ['when AWS throttled it', {}, 'projects.update'],
    ['when the product could not be read', {}, 'projects.product'],
    ['when the project could not be read', {}, 'projects.find'],
  ])('updates once when it is interrupted %s', async (_, options, failing) => {
    const { aws, action } = setup();
    const task = new ActionTask('task-2', options);
    if (failing) {
      aws.nextError.set(failing, new Error('ThrottlingException'));
    }
    await expect(task.run(action, INPUT)).rejects.toThrow(/crashed|Throttling/);
    expect(aws.launches).toEqual([]);

    await task.run(action, INPUT);

    expect(aws.launches).toHaveLength(1);
    expect(task.output.status).toBe('UpdateCompleted');
  });

  it('takes up its update after it was cancelled', async () => {
    const { aws, action } = setup();
    aws.outcomes.push({ status: 'UpdateCompleted', readsInProgress: 3 });
    const controller = new AbortController();
    const first = new ActionTask('task-2', { signal: controller.signal });
    const running = first.run(action, INPUT);
    setTimeout(() => controller.abort(), 100);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(first.log.join()).toContain(
      "Cancelled while the project 'churn' was UpdateInProgress",
    );

    const retry = new ActionTask('task-2');
    retry.takeOver(first);
    await retry.run(action, INPUT);

    expect(aws.launches).toHaveLength(1);
    expect(retry.output.status).toBe('UpdateCompleted');
  });

  it('takes up an update that was finished, and repeats one that failed', async () => {
    const { aws, action } = setup();
    aws.outcomes.push({ status: 'UpdateFailed', reason: 'Quota reached' });
    const task = new ActionTask('task-2');
    await expect(task.run(action, INPUT)).rejects.toMatchObject({
      name: 'ProjectFailedError',
      message: expect.stringMatching(
        /'churn' is UpdateFailed: Quota reached.*updates the project again/,
      ),
    });

    await task.run(action, INPUT);
    await task.run(action, INPUT);

    expect(aws.launches).toHaveLength(2);
    expect(task.log.join()).toContain('Taking up the update');
  });

  it('names what AWS refused, and that the project stands as it was', async () => {
    const { aws, action } = setup();
    aws.nextError.set(
      'projects.update',
      new Error('ConflictException: in use'),
    );
    await expect(new ActionTask('task-2').run(action, INPUT)).rejects.toThrow(
      /refused to update the project 'churn'.*stands as it was.*in use.*ConflictException/,
    );
  });
});
