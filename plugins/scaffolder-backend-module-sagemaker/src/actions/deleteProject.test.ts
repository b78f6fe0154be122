import {
  TAG_ACCOUNT_SET,
  TAG_OWNER,
  TAG_TASK,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ProjectState } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActionTask, depsWith } from '../__testUtils__/actionTask';
import { FakeAws } from '../__testUtils__/fakeAws';
import { deleteProjectAction } from './deleteProject';

const ARN = 'arn:aws:sagemaker:eu-west-1:100000000002:project/churn';
const INPUT = { accountSet: 'resource:default/credit-risk', name: 'churn' };
const TAGS = {
  [TAG_ACCOUNT_SET]: 'credit-risk',
  [TAG_OWNER]: 'credit-risk',
  [TAG_TASK]: 'task-1',
};
const CLEAN_UP = { ...INPUT, onlyOfThisTask: true };

function setup(change: Partial<ProjectState> = {}) {
  const aws = new FakeAws();
  aws.projectsByName.set('churn', {
    arn: ARN,
    projectId: 'p-1',
    name: 'churn',
    status: 'CreateCompleted',
    stackId: 'SC-1',
    tags: TAGS,
    ...change,
  });
  const { deps, published } = depsWith(aws);
  return { aws, published, action: deleteProjectAction(deps) };
}

describe('sagemaker:project:delete', () => {
  it.each([
    ['a use case', INPUT, 'task-9', 'credit-risk'],
    ['a use case in a retired account set', INPUT, 'task-9', 'churn-pilot'],
    ['what this task has created', CLEAN_UP, 'task-1', 'credit-risk'],
  ])('deletes the project of %s', async (_, input, taskId, accountSet) => {
    const { aws, published, action } = setup({
      tags: { ...TAGS, [TAG_ACCOUNT_SET]: accountSet },
    });
    const task = new ActionTask(taskId);

    await task.run(action, { ...input, accountSet });

    expect(aws.projectsByName.size).toBe(0);
    expect(aws.count('projects.remove')).toBe(1);
    expect(task.output).toEqual({ projectArn: ARN, state: 'deleted' });
    expect(published).toEqual([{ arn: ARN }]);
    expect(task.log.join()).toContain(
      'Kept, where they exist: the model group',
    );
  });

  it('does nothing where there is no project', async () => {
    const { aws, published, action } = setup();
    aws.projectsByName.clear();
    const task = new ActionTask('task-1');
    await task.run(action, INPUT);
    expect(task.output.state).toBe('absent');
    expect([aws.calls, published]).toEqual([['projects.find'], []]);
  });

  it.each([
    ['without tags', {}, {}],
    ['of another account set', { ...TAGS, [TAG_ACCOUNT_SET]: 'x' }, {}],
    ['of another owner', TAGS, { owner: 'marketing' }],
    ['whose owner is no entity ref', { ...TAGS, [TAG_OWNER]: 'a:b:c' }, {}],
  ])('never touches a project %s', async (_, tags, input) => {
    const { aws, action } = setup({ tags });
    await expect(
      new ActionTask('task-1').run(action, { ...INPUT, ...input }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('has not been touched'),
    });
    expect(aws.calls).toEqual(['projects.find']);
  });

  it.each([
    ['of another task', { ...TAGS, [TAG_TASK]: 'task-0' }],
    ['of somebody else', { [TAG_TASK]: 'task-1' }],
    ['made by hand', {}],
  ])('leaves a project %s alone in a clean-up', async (_, tags) => {
    const { aws, published, action } = setup({ tags });
    const task = new ActionTask('task-1');
    await task.run(action, CLEAN_UP);
    expect(task.output.state).toBe('left-alone');
    expect([aws.calls, published]).toEqual([['projects.find'], []]);
  });

  it('only says what it would do in a dry run', async () => {
    const { aws, published, action } = setup();
    const task = new ActionTask('task-1', { isDryRun: true });
    await task.run(action, INPUT);
    expect([aws.calls, published]).toEqual([[], []]);
    expect(task.log.join()).toContain(`would delete the project ${ARN}`);
  });

  it('does not wait when told so', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1');
    await task.run(action, { ...INPUT, wait: false });
    expect(task.output.state).toBe('deleting');
    expect(aws.projectsByName.get('churn')?.status).toBe('DeleteInProgress');
  });

  it('waits until AWS has finished what it does to the project', async () => {
    const { aws, action } = setup({ status: 'CreateInProgress' });
    aws.settle('churn', { status: 'CreateFailed', readsInProgress: 1 });
    const task = new ActionTask('task-1');
    await task.run(action, CLEAN_UP);
    expect(task.output.state).toBe('deleted');
    expect(task.log.join()).toContain('waiting until AWS has finished');
  });

  it('refuses a project that AWS is at work on when it may not wait', async () => {
    const { aws, action } = setup({ status: 'UpdateInProgress' });
    await expect(
      new ActionTask('task-1').run(action, { ...INPUT, wait: false }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining("'churn' is UpdateInProgress"),
    });
    expect(aws.count('projects.remove')).toBe(0);
  });

  it.each([
    ['before AWS was told', { crashAt: 'project.delete.churn' }, undefined],
    ['when AWS throttled it', {}, 'projects.remove'],
    ['when the project could not be read', {}, 'projects.find'],
  ])('deletes once when it is interrupted %s', async (_, options, failing) => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1', options);
    if (failing) {
      aws.nextError.set(failing, new Error('ThrottlingException'));
    }
    await expect(task.run(action, INPUT)).rejects.toThrow(/crashed|Throttling/);
    expect(aws.projectsByName.get('churn')?.status).toBe('CreateCompleted');

    await task.run(action, INPUT);

    expect(aws.projectsByName.size).toBe(0);
    expect(task.output.state).toBe('deleted');
  });

  it('takes up its deletion after it was cancelled', async () => {
    const { aws, action } = setup();
    aws.outcomes.push({ status: 'DeleteCompleted', readsInProgress: 3 });
    const controller = new AbortController();
    const first = new ActionTask('task-1', { signal: controller.signal });
    const running = first.run(action, INPUT);
    setTimeout(() => controller.abort(), 100);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(first.log.join()).toContain(
      "Cancelled while the project 'churn' was DeleteInProgress",
    );

    const retry = new ActionTask('task-1');
    retry.takeOver(first);
    await retry.run(action, INPUT);

    expect(aws.count('projects.remove')).toBe(1);
    expect(retry.output.state).toBe('deleted');
  });

  it('leaves a project alone that has the name since', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1');
    await task.run(action, INPUT);
    aws.projectsByName.set('churn', {
      ...setup().aws.projectsByName.get('churn')!,
      projectId: 'p-2',
    });

    await task.run(action, INPUT);

    expect(task.output.state).toBe('left-alone');
    expect(aws.count('projects.remove')).toBe(1);
  });

  it('says why it failed, and goes on with a retry', async () => {
    const { aws, action } = setup();
    aws.outcomes.push({ status: 'DeleteFailed', reason: 'Bucket not empty' });
    const task = new ActionTask('task-1');
    await expect(task.run(action, INPUT)).rejects.toMatchObject({
      name: 'ProjectFailedError',
      message: expect.stringMatching(
        /'churn' is DeleteFailed: Bucket not empty.*Left behind.*goes on with what is left/,
      ),
    });

    await task.run(action, INPUT);

    expect(task.output.state).toBe('deleted');
  });

  it('names what AWS refused', async () => {
    const { aws, action } = setup();
    aws.nextError.set('projects.remove', new Error('AccessDeniedException'));
    await expect(new ActionTask('task-1').run(action, INPUT)).rejects.toThrow(
      /refused to delete the project 'churn' in account 100000000002.*AccessDenied/,
    );
  });
});
