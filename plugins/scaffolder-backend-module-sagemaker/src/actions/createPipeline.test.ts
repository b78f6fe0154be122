import {
  TAG_ACCOUNT_SET,
  TAG_BRANCH,
  TAG_MODEL_GROUP,
  TAG_OWNER,
  TAG_PROJECT_NAME,
  TAG_TASK,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ActionTask } from '../__testUtils__/actionTask';
import {
  BRANCH,
  BRANCH_TAGS,
  BUCKET,
  definitionWith,
  INPUT,
  USE_CASE,
  useCaseWorld,
} from '../__testUtils__/branchWorld';
import { createPipelineAction } from './createPipeline';

const CHECKPOINT = `pipeline.create.${BRANCH.pipelineName}`;

function setup() {
  const { aws, deps, published } = useCaseWorld();
  const { byName } = aws.fakePipelines;
  return { aws, byName, published, action: createPipelineAction(deps) };
}

describe('sagemaker:pipeline:create', () => {
  it("copies the use case's pipeline for the branch", async () => {
    const { byName, published, action } = setup();
    const task = new ActionTask('task-1');

    await task.run(action, { ...INPUT, owner: 'marketing' });

    const created = byName.get(BRANCH.pipelineName)!;
    expect({ ...created, definition: JSON.parse(created.definition) }).toEqual({
      arn: BRANCH.pipelineArn,
      definition: JSON.parse(
        definitionWith(
          BRANCH.modelGroupArn,
          BRANCH.artifactPrefix.replace(/\/$/, ''),
        ),
      ),
      roleArn: byName.get(USE_CASE.pipelineName)!.roleArn,
      tags: {
        [TAG_OWNER]: 'group:default/marketing',
        [TAG_TASK]: 'task-1',
        [TAG_ACCOUNT_SET]: 'credit-risk',
        [TAG_PROJECT_NAME]: 'churn',
        [TAG_BRANCH]: BRANCH.branch,
        [TAG_MODEL_GROUP]: BRANCH.modelGroupArn,
      },
    });
    expect(task.output).toEqual({
      arn: BRANCH.pipelineArn,
      entityRef: BRANCH.pipelineRef,
      artifactPrefix: BRANCH.artifactPrefix,
    });
    expect(published).toEqual([{ arn: BRANCH.pipelineArn }]);
  });

  it('answers the same in a dry run without touching AWS', async () => {
    const { aws, action } = setup();
    const dry = new ActionTask('task-1', { isDryRun: true });
    await dry.run(action, INPUT);
    expect(aws.calls).toEqual([]);
    const real = new ActionTask('task-2');
    await real.run(action, INPUT);
    expect(dry.output).toEqual(real.output);
  });

  it.each([
    ['90 days', {}, 90],
    ['as asked', { expireAfterDays: 7 }, 7],
    ['never', { expireAfterDays: 0 }, undefined],
  ])('has its data expire after %s', async (_, input, days) => {
    const { aws, action } = setup();
    await new ActionTask('task-1').run(action, { ...INPUT, ...input });
    const { rules } = aws.fakePipelines;
    expect(rules.get(`${BUCKET}/${BRANCH.lifecycleRule}`)).toBe(days);
  });

  it('leaves no pipeline behind whose data would not expire', async () => {
    const { aws, byName, action } = setup();
    aws.nextError.set('objects.setExpiry', new Error('AccessDenied'));
    const task = new ActionTask('task-1');
    await expect(task.run(action, INPUT)).rejects.toThrow(
      /set expireAfterDays to 0.*AccessDenied/,
    );
    expect(byName.has(BRANCH.pipelineName)).toBe(false);
    await task.run(action, INPUT);
    expect(byName.has(BRANCH.pipelineName)).toBe(true);
  });

  it('makes one pipeline although it crashed', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1', { crashAt: CHECKPOINT });
    await expect(task.run(action, INPUT)).rejects.toThrow('crashed');
    await task.run(action, INPUT);
    expect(aws.count('pipelines.create')).toBe(1);
  });

  const existing = (tags: Record<string, string>) => ({
    arn: BRANCH.pipelineArn,
    definition: '{}',
    roleArn: 'role',
    tags,
  });

  it('takes up the pipeline of an earlier task for the branch', async () => {
    const { aws, byName, action } = setup();
    byName.set(BRANCH.pipelineName, existing(BRANCH_TAGS));
    byName.get(BRANCH.pipelineName)!.definition = definitionWith('x');
    await new ActionTask('task-1').run(action, INPUT);
    expect(aws.count('pipelines.create')).toBe(0);
    expect(aws.count('objects.setExpiry')).toBe(1);
  });

  it.each([
    ['was made by hand', {}],
    ['has another owner', { ...BRANCH_TAGS, [TAG_OWNER]: 'group:default/x' }],
    ['is of another branch', { ...BRANCH_TAGS, [TAG_BRANCH]: 'feature/other' }],
  ])('never touches a pipeline that %s', async (_, tags) => {
    const { byName, action } = setup();
    const pipeline = existing(tags);
    byName.set(BRANCH.pipelineName, pipeline);
    await expect(
      new ActionTask('task-1').run(action, INPUT),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('It has not been touched'),
    });
    expect(byName.get(BRANCH.pipelineName)).toBe(pipeline);
  });

  it.each<[string, (world: ReturnType<typeof setup>) => void, RegExp]>([
    [
      'a use case whose pipeline was not built yet',
      ({ byName }) => byName.clear(),
      /'churn-training' is not in account 210000000002.*first build of the repository 'churn-build'/,
    ],
    [
      'a pipeline whose runs would register elsewhere',
      ({ byName }) => {
        byName.get(USE_CASE.pipelineName)!.definition =
          definitionWith('others-models');
      },
      /registers in another model group than churn-models/,
    ],
    [
      'a pipeline whose output cannot be told',
      ({ byName }) => {
        const main = byName.get(USE_CASE.pipelineName)!;
        main.definition = main.definition.replace(`s3://${BUCKET}`, 'here');
      },
      /says only at run time in which bucket/,
    ],
    [
      'what AWS refuses',
      ({ aws }) =>
        aws.nextError.set('pipelines.create', new Error('ThrottlingException')),
      /refused to create the pipeline 'churn-new-features-.*ThrottlingException/,
    ],
  ])('names %s', async (_, change, message) => {
    const world = setup();
    change(world);
    await expect(
      new ActionTask('task-1').run(world.action, INPUT),
    ).rejects.toThrow(message);
    expect(world.byName.has(BRANCH.pipelineName)).toBe(false);
  });

  it('creates nothing once the task is cancelled', async () => {
    const { byName, action } = setup();
    const task = new ActionTask('task-1', { signal: AbortSignal.abort() });
    await expect(task.run(action, INPUT)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(byName.has(BRANCH.pipelineName)).toBe(false);
  });
});
