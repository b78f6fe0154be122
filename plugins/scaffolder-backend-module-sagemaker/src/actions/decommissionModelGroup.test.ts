import { ActionTask } from '../__testUtils__/actionTask';
import {
  BRANCH,
  branchWorld,
  BUCKET,
  contentsOf,
  definitionWith,
  INPUT,
  USE_CASE,
  useCaseWorld,
} from '../__testUtils__/branchWorld';
import { FakeAws } from '../__testUtils__/fakeAws';
import { decommissionModelGroupAction } from './decommissionModelGroup';

/** Everything but the branch is as before it was opened. */
const WITHOUT_BRANCH = contentsOf(useCaseWorld().aws);
const EXECUTION = `${BRANCH.pipelineArn}/execution/run-9`;

function setup() {
  const { aws, deps, published } = branchWorld();
  return { aws, published, action: decommissionModelGroupAction(deps) };
}

describe('sagemaker:modelGroup:decommission', () => {
  it('deletes all of the branch, the group last, and nothing else', async () => {
    const { aws, published, action } = setup();
    const task = new ActionTask('task-1');

    await task.run(action, INPUT);

    expect(contentsOf(aws)).toEqual(WITHOUT_BRANCH);
    expect(aws.calls.filter(call => /[rR]emove/.test(call))).toEqual([
      'repositories.removeBranch',
      'objects.removeAll',
      'objects.removeExpiry',
      'pipelines.remove',
      'modelGroups.removeVersion',
      'modelGroups.removeVersion',
      'modelGroups.remove',
    ]);
    expect(published).toEqual([
      { arn: BRANCH.pipelineArn },
      { arn: BRANCH.modelGroupArn },
    ]);
    expect(task.output).toEqual({
      deleted: true,
      refusals: [],
      found: [
        expect.stringContaining('Branch feature/new-features'),
        expect.stringContaining(`s3://${BUCKET}/${BRANCH.artifactPrefix}`),
        `Lifecycle rule ${BRANCH.lifecycleRule} of the bucket ${BUCKET}, 90 days`,
        expect.stringContaining(BRANCH.pipelineArn),
        expect.stringContaining('/1, PendingManualApproval'),
        expect.stringContaining('/2, PendingManualApproval'),
        expect.stringContaining(BRANCH.modelGroupArn),
      ],
    });
  });

  it.each([
    ['a dry run', { isDryRun: true }, {}],
    ['asked to', {}, { listOnly: true }],
  ])('only lists in %s, with what forbids it', async (_, options, input) => {
    const { aws, published, action } = setup();
    aws.fakePipelines.runningArns.set(EXECUTION, { isStopping: false });
    const before = contentsOf(aws);
    const task = new ActionTask('task-1', options);

    await task.run(action, { ...INPUT, ...input });

    expect(task.output).toMatchObject({
      deleted: false,
      refusals: [expect.stringContaining(`${EXECUTION} has not ended`)],
    });
    expect(task.output.found).toHaveLength(8);
    expect(task.log).toContain(`Would delete: Running execution ${EXECUTION}`);
    expect([contentsOf(aws), published]).toEqual([before, []]);
  });

  it.each<[string, (aws: FakeAws) => void, string]>([
    [
      'a group that no action has made for the branch',
      aws => {
        aws.groupsByName.get(BRANCH.modelGroupName)!.tags = {};
      },
      'is not tagged as one of the branch',
    ],
    [
      'an approved version',
      aws => {
        const [arn, version] = [...aws.versionsByArn][0];
        aws.versionsByArn.set(arn, { ...version, approvalStatus: 'Approved' });
      },
      'is approved',
    ],
    [
      'a version behind an endpoint',
      aws => {
        aws.fakePipelines.served.push({
          accountId: '210000000004',
          region: 'eu-west-1',
          modelName: 'm',
          modelPackageArn: [...aws.versionsByArn.keys()][0],
          endpoints: [{ name: 'churn', arn: 'arn', status: 'InService' }],
        });
      },
      "is served by the endpoint 'churn' in account 210000000004",
    ],
    [
      'a run that has not ended',
      aws =>
        aws.fakePipelines.runningArns.set(EXECUTION, { isStopping: false }),
      'has not ended',
    ],
    [
      'commits that were never merged',
      aws =>
        aws.repositoriesByName
          .get(USE_CASE.buildRepository)!
          .branches.set(BRANCH.branch, 'commit-new'),
      'holds commits that neither develop nor the default branch has',
    ],
  ])('refuses %s before it deletes anything', async (_, change, message) => {
    const { aws, action } = setup();
    change(aws);
    const before = contentsOf(aws);
    await expect(
      new ActionTask('task-1').run(action, INPUT),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(message),
    });
    expect(contentsOf(aws)).toEqual(before);
  });

  it('stops runs and deletes unmerged commits when told', async () => {
    const { aws, action } = setup();
    aws.fakePipelines.runningArns.set(EXECUTION, { isStopping: false });
    aws.repositoriesByName
      .get(USE_CASE.buildRepository)!
      .branches.set(BRANCH.branch, 'commit-new');

    await new ActionTask('task-1').run(action, {
      ...INPUT,
      stopRuns: true,
      deleteUnmerged: true,
    });

    expect(aws.count('pipelines.stop')).toBe(1);
    expect(contentsOf(aws)).toEqual(WITHOUT_BRANCH);
  });

  it.each(['main', 'develop'])('never takes %s for a branch', async branch => {
    const { aws, action } = setup();
    await expect(
      new ActionTask('task-1').run(action, { ...INPUT, branch }),
    ).rejects.toThrow(`'${branch}' cannot be a feature branch`);
    expect(aws.calls).toEqual([]);
  });

  it('finds data whose pipeline is gone by the pipeline of the use case', async () => {
    const { aws, action } = setup();
    aws.fakePipelines.byName.delete(BRANCH.pipelineName);
    await new ActionTask('task-1').run(action, INPUT);
    expect(contentsOf(aws)).toEqual(WITHOUT_BRANCH);
  });

  it('finds data in a bucket that only the branch writes to', async () => {
    const { aws, action } = setup();
    const pipeline = aws.fakePipelines.byName.get(BRANCH.pipelineName)!;
    pipeline.definition = definitionWith(BRANCH.modelGroupArn).replace(
      BUCKET,
      'other',
    );
    aws.fakePipelines.keys.add(`other/${BRANCH.artifactPrefix}run-3/x`);
    await new ActionTask('task-1').run(action, INPUT);
    expect(contentsOf(aws)).toEqual(WITHOUT_BRANCH);
  });

  it('leaves the branch alone in a repository of something else', async () => {
    const { aws, action } = setup();
    aws.repositoriesByName.get(USE_CASE.buildRepository)!.tags = {};
    await new ActionTask('task-1').run(action, INPUT);
    expect(aws.count('repositories.removeBranch')).toBe(0);
  });

  it('is content when there is nothing, and again', async () => {
    const { aws, action } = setup();
    await new ActionTask('task-1').run(action, INPUT);
    const again = new ActionTask('task-2');
    await again.run(action, INPUT);
    expect(again.output).toEqual({ deleted: true, refusals: [], found: [] });
    expect(contentsOf(aws)).toEqual(WITHOUT_BRANCH);
  });

  describe('interrupted', () => {
    const versions = [1, 2].map(
      version => `${BRANCH.modelGroupArn.replace('-group', '')}/${version}`,
    );
    const checkpoints = [
      `git.${BRANCH.branch}`,
      `s3://${BUCKET}/${BRANCH.artifactPrefix}`,
      `lifecycle.${BUCKET}.${BRANCH.lifecycleRule}`,
      BRANCH.pipelineArn,
      ...versions,
      BRANCH.modelGroupArn,
    ].map(key => `decommission.${key}`);

    it('has a checkpoint for each thing', async () => {
      const { action } = setup();
      const task = new ActionTask('task-1');
      await task.run(action, INPUT);
      expect(Object.keys(task.stored)).toEqual(checkpoints);
    });

    it.each(checkpoints)('goes on after a crash at %s', async crashAt => {
      const { aws, action } = setup();
      const task = new ActionTask('task-1', { crashAt });
      await expect(task.run(action, INPUT)).rejects.toThrow('crashed');

      await task.run(action, INPUT);

      expect(contentsOf(aws)).toEqual(WITHOUT_BRANCH);
    });

    it.each([
      'repositories.removeBranch',
      'objects.removeAll',
      'objects.removeExpiry',
      'pipelines.remove',
      'modelGroups.removeVersion',
      'modelGroups.remove',
    ])('goes on in another task after AWS refused %s', async call => {
      const { aws, action } = setup();
      aws.nextError.set(call, new Error('ThrottlingException: Rate exceeded'));
      await expect(new ActionTask('task-1').run(action, INPUT)).rejects.toThrow(
        /could not be deleted. What is left is taken up.*ThrottlingException/,
      );

      await new ActionTask('task-2').run(action, INPUT);

      expect(contentsOf(aws)).toEqual(WITHOUT_BRANCH);
    });

    it('deletes what came back after it was deleted', async () => {
      const { aws, action } = setup();
      const task = new ActionTask('task-1');
      await task.run(action, INPUT);
      aws.fakePipelines.keys.add(`${BUCKET}/${BRANCH.artifactPrefix}late/x`);
      await task.run(action, INPUT);
      expect(contentsOf(aws)).toEqual(WITHOUT_BRANCH);
    });
  });

  it('deletes nothing when a part cannot be read', async () => {
    const { aws, action } = setup();
    const before = contentsOf(aws);
    aws.nextError.set('deployedModels.list', new Error('AccessDenied'));
    await expect(new ActionTask('task-1').run(action, INPUT)).rejects.toThrow(
      'AccessDenied',
    );
    expect(contentsOf(aws)).toEqual(before);
  });

  it('deletes nothing once the task is cancelled', async () => {
    const { aws, action } = setup();
    const before = contentsOf(aws);
    const task = new ActionTask('task-1', { signal: AbortSignal.abort() });
    await expect(task.run(action, INPUT)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(contentsOf(aws)).toEqual(before);
  });
});
