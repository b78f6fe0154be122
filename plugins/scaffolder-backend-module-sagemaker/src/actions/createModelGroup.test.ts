import {
  branchNames,
  TAG_ACCOUNT_SET,
  TAG_BRANCH,
  TAG_DEPLOYMENT_PIPELINE,
  TAG_OWNER,
  TAG_PIPELINE,
  TAG_PROJECT_NAME,
  TAG_TASK,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ActionTask, depsWith } from '../__testUtils__/actionTask';
import { accountSetEntity } from '../__testUtils__/entities';
import { FakeAws } from '../__testUtils__/fakeAws';
import { activeAccountSet } from './accountSet';
import { createModelGroupAction } from './createModelGroup';

const OWNER = 'group:default/credit-risk';
const ARN =
  'arn:aws:sagemaker:eu-west-1:100000000002:model-package-group/churn-models';
const INPUT = { accountSet: 'resource:default/credit-risk', useCase: 'churn' };

function setup() {
  const aws = new FakeAws();
  const { deps, published } = depsWith(aws);
  return { aws, published, action: createModelGroupAction(deps) };
}

describe('sagemaker:modelGroup:create', () => {
  it('creates the group with the tags that relate it', async () => {
    const { aws, published, action } = setup();
    const task = new ActionTask('task-1');

    await task.run(action, { ...INPUT, owner: 'marketing' });

    expect(aws.groupsByName.get('churn-models')?.tags).toEqual({
      [TAG_OWNER]: 'group:default/marketing',
      [TAG_TASK]: 'task-1',
      [TAG_ACCOUNT_SET]: 'credit-risk',
      [TAG_PROJECT_NAME]: 'churn',
      [TAG_PIPELINE]:
        'arn:aws:sagemaker:eu-west-1:210000000002:pipeline/churn-training',
      [TAG_DEPLOYMENT_PIPELINE]:
        'arn:aws:codepipeline:eu-west-1:100000000002:churn-deploy',
    });
    expect(task.output).toEqual({
      arn: ARN,
      entityRef: expect.stringMatching(
        /^resource:default\/churn-models-[0-9a-f]{8}$/,
      ),
    });
    expect(published).toEqual([{ arn: ARN }]);
  });

  it('names no CodePipeline for a group that another CI deploys', async () => {
    const { aws, action } = setup();

    await new ActionTask('task-1').run(action, {
      ...INPUT,
      linkDeploymentPipeline: false,
    });

    const { tags } = aws.groupsByName.get('churn-models')!;
    expect(tags).toHaveProperty([TAG_PIPELINE]);
    expect(tags).not.toHaveProperty([TAG_DEPLOYMENT_PIPELINE]);
  });

  it('answers the same in a dry run without touching AWS', async () => {
    const { aws, published, action } = setup();
    const dry = new ActionTask('task-1', { isDryRun: true });
    await dry.run(action, INPUT);
    expect([aws.calls, published]).toEqual([[], []]);

    const real = new ActionTask('task-2');
    await real.run(action, INPUT);
    expect(dry.output).toEqual(real.output);
  });

  it('takes up its own group after a crash', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1', {
      crashAt: 'modelGroup.create.churn-models',
    });
    await expect(task.run(action, INPUT)).rejects.toThrow('crashed');

    await task.run(action, INPUT);

    expect(aws.count('modelGroups.create')).toBe(1);
    expect(task.output.arn).toBe(ARN);
  });

  const leftBehind = {
    [TAG_TASK]: 'task-0',
    [TAG_OWNER]: OWNER,
    [TAG_PROJECT_NAME]: 'churn',
  };

  it.each([
    ['was never created', undefined],
    ['failed', 'CreateFailed'],
  ])(
    'takes up the group of an earlier task whose project %s',
    async (_, status) => {
      const { aws, action } = setup();
      aws.groupsByName.set('churn-models', { arn: ARN, tags: leftBehind });
      if (status) {
        aws.projectsByName.set('churn', {
          arn: 'arn:aws:sagemaker:eu-west-1:100000000002:project/churn',
          projectId: 'p-old',
          name: 'churn',
          status,
          tags: leftBehind,
        });
      }
      const task = new ActionTask('task-1');

      await task.run(action, INPUT);

      expect(task.output.arn).toBe(ARN);
      expect(aws.count('modelGroups.create')).toBe(0);
    },
  );

  it.each([
    ['was made by hand', {}],
    ['has another owner', { ...leftBehind, [TAG_OWNER]: 'group:default/x' }],
    ['belongs to a living use case', leftBehind],
  ])('never touches a group that %s', async (_, tags) => {
    const { aws, action } = setup();
    aws.groupsByName.set('churn-models', { arn: ARN, tags });
    aws.projectsByName.set('churn', {
      arn: 'arn:aws:sagemaker:eu-west-1:100000000002:project/churn',
      projectId: 'p-old',
      name: 'churn',
      status: 'CreateCompleted',
      tags,
    });

    await expect(
      new ActionTask('task-1').run(action, INPUT),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(
        "Model package group 'churn-models' exists in account 100000000002",
      ),
    });
    expect(aws.count('modelGroups.create')).toBe(0);
  });

  it('creates nothing once the task is cancelled', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1', { signal: AbortSignal.abort() });
    await expect(task.run(action, INPUT)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(aws.groupsByName.size).toBe(0);
  });

  it('names what AWS refused', async () => {
    const { aws, action } = setup();
    aws.nextError.set(
      'modelGroups.create',
      new Error('ResourceLimitExceeded: too many groups'),
    );
    await expect(new ActionTask('task-1').run(action, INPUT)).rejects.toThrow(
      /model package group 'churn-models' in account 100000000002.*ResourceLimitExceeded/,
    );
  });

  it('refuses a name that SageMaker would refuse', async () => {
    const { aws, action } = setup();
    await expect(
      new ActionTask('task-1').run(action, { ...INPUT, name: 'a_b' }),
    ).rejects.toThrow("'a_b' cannot be a model group name");
    expect(aws.calls).toEqual([]);
  });

  const principals = (aws: FakeAws, name: string, sid: string) =>
    JSON.parse(aws.policies.get(name)!).Statement.find(
      ({ Sid }: { Sid: string }) => Sid === sid,
    )?.Principal.AWS;

  it('shares the group with dev, which registers, and the stages, which deploy', async () => {
    const { aws, action } = setup();
    await new ActionTask('task-1').run(action, INPUT);
    expect(principals(aws, 'churn-models', 'RegisterVersions')).toEqual([
      'arn:aws:iam::210000000002:root',
    ]);
    expect(principals(aws, 'churn-models', 'DeployVersions')).toEqual([
      'arn:aws:iam::210000000003:root',
      'arn:aws:iam::210000000004:root',
    ]);
  });

  it('shares a group that a crash has left unshared, and keeps a policy that is there', async () => {
    const { aws, action } = setup();
    aws.nextError.set('modelGroups.setPolicy', new Error('killed'));
    const task = new ActionTask('task-1');
    await expect(task.run(action, INPUT)).rejects.toThrow('killed');
    await task.run(action, INPUT);
    expect(aws.policies.has('churn-models')).toBe(true);

    aws.policies.set('churn-models', 'written by hand');
    await task.run(action, INPUT);
    expect(aws.policies.get('churn-models')).toBe('written by hand');
    expect(aws.count('modelGroups.create')).toBe(1);
  });

  describe('for a feature branch', () => {
    const names = branchNames(
      useCaseNames('churn', activeAccountSet(accountSetEntity('credit-risk'))),
      'feature/new-features',
    );
    const BRANCH_INPUT = { ...INPUT, branch: names.branch };
    const tags = {
      [TAG_OWNER]: OWNER,
      [TAG_TASK]: 'task-0',
      [TAG_ACCOUNT_SET]: 'credit-risk',
      [TAG_PROJECT_NAME]: 'churn',
      [TAG_BRANCH]: names.branch,
      [TAG_PIPELINE]: names.pipelineArn,
    };

    it('is marked, fed by the pipeline of the branch and never deployed', async () => {
      const { aws, action } = setup();
      const task = new ActionTask('task-0');
      await task.run(action, BRANCH_INPUT);
      expect(aws.groupsByName.get(names.modelGroupName)?.tags).toEqual(tags);
      expect(
        principals(aws, names.modelGroupName, 'DeployVersions'),
      ).toBeUndefined();
      expect(task.output).toEqual({
        arn: names.modelGroupArn,
        entityRef: names.modelGroupRef,
      });
    });

    it('is taken up when an earlier task has made it', async () => {
      const { aws, action } = setup();
      aws.groupsByName.set(names.modelGroupName, {
        arn: names.modelGroupArn,
        tags,
      });
      await new ActionTask('task-1').run(action, BRANCH_INPUT);
      expect(aws.count('modelGroups.create')).toBe(0);
    });

    it.each([
      ['by hand', {}],
      ['for another branch', { ...tags, [TAG_BRANCH]: 'feature/other' }],
      ['for somebody else', { ...tags, [TAG_OWNER]: 'group:default/x' }],
    ])('is not touched when it was made %s', async (_, others) => {
      const { aws, action } = setup();
      aws.groupsByName.set(names.modelGroupName, {
        arn: names.modelGroupArn,
        tags: others,
      });
      await expect(
        new ActionTask('task-1').run(action, BRANCH_INPUT),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    });

    it.each([
      ['a name besides', { name: 'churn-x' }, 'either name or branch'],
      ['main', { branch: 'main' }, "'main' cannot be a feature branch"],
    ])('refuses %s', async (_, input, message) => {
      const { aws, action } = setup();
      await expect(
        new ActionTask('task-1').run(action, { ...BRANCH_INPUT, ...input }),
      ).rejects.toThrow(message);
      expect(aws.calls).toEqual([]);
    });
  });
});
