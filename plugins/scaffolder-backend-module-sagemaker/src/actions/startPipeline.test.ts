import { ActionTask } from '../__testUtils__/actionTask';
import {
  BRANCH,
  INPUT,
  USE_CASE,
  useCaseWorld,
} from '../__testUtils__/branchWorld';
import { startPipelineAction } from './startPipeline';

function setup() {
  const { aws, deps } = useCaseWorld();
  const { runsByToken, nextRuns } = aws.fakePipelines;
  return { aws, runsByToken, nextRuns, action: startPipelineAction(deps) };
}

const FAILED = {
  status: 'Failed' as const,
  steps: [
    {
      name: 'Train',
      status: 'Failed' as const,
      failureReason: 'AlgorithmError: no memory',
    },
  ],
};

/** The checkpoint that a task stores for the input. */
async function checkpointOf(input: typeof INPUT) {
  const task = new ActionTask('task-1');
  await task.run(setup().action, input);
  return Object.keys(task.stored)[0];
}

describe('sagemaker:pipeline:start', () => {
  it.each([
    ['the use case', undefined, USE_CASE.pipelineArn],
    ['a branch', BRANCH.branch, BRANCH.pipelineArn],
  ])('runs the pipeline of %s to its end', async (_, branch, pipelineArn) => {
    const { runsByToken, nextRuns, action } = setup();
    nextRuns.push([
      { status: 'Executing', steps: [{ name: 'Train', status: 'Executing' }] },
      { status: 'Succeeded', steps: [{ name: 'Train', status: 'Succeeded' }] },
    ]);
    const task = new ActionTask('task-1');

    await task.run(action, {
      ...INPUT,
      branch,
      description: 'Data of March',
      parameters: { Rows: 10, Kind: 'all', Fast: true },
    });

    const [[token, { request }]] = [...runsByToken];
    expect(token).toMatch(/^.{32,128}$/);
    expect(request).toMatchObject({
      description: 'Data of March',
      parameters: [
        { name: 'Rows', value: '10' },
        { name: 'Kind', value: 'all' },
        { name: 'Fast', value: 'true' },
      ],
    });
    expect(task.output).toEqual({
      pipelineArn,
      pipelineRef: expect.stringMatching(
        /^resource:default\/churn-.*training-[0-9a-f]{8}$/,
      ),
      runId: 'run-1',
      runArn: `${pipelineArn}/execution/run-1`,
      status: 'Succeeded',
    });
    expect(task.log).toEqual([
      `Started the run ${pipelineArn}/execution/run-1`,
      'Train Executing',
      'Train Succeeded',
    ]);
  });

  it('goes on at once with wait: false', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1');
    await task.run(action, { ...INPUT, wait: false });
    expect(task.output.status).toBe('Executing');
    expect(aws.count('runs.get')).toBe(0);
  });

  it('starts nothing in a dry run', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1', { isDryRun: true });
    await task.run(action, INPUT);
    expect(aws.calls).toEqual([]);
    expect(task.output.pipelineArn).toBe(BRANCH.pipelineArn);
  });

  it('starts one run although it crashed', async () => {
    const { runsByToken, action } = setup();
    const crashAt = await checkpointOf(INPUT);
    const task = new ActionTask('task-1', { crashAt });
    await expect(task.run(action, INPUT)).rejects.toThrow('crashed');
    await task.run(action, INPUT);
    expect(runsByToken.size).toBe(1);
    expect(task.output.status).toBe('Succeeded');
  });

  it('takes up its run after an interruption', async () => {
    const { runsByToken, aws, action } = setup();
    aws.nextError.set('runs.get', new Error('the process was killed'));
    const task = new ActionTask('task-1');
    await expect(task.run(action, INPUT)).rejects.toThrow('killed');
    await task.run(action, INPUT);
    expect(runsByToken.size).toBe(1);
    expect(task.log).toContainEqual(
      expect.stringMatching(/^Taking up the run/),
    );
  });

  it('starts runs with other parameters in the same step', async () => {
    const { runsByToken, action } = setup();
    const task = new ActionTask('task-1');
    await task.run(action, { ...INPUT, parameters: { Rows: 1 } });
    await task.run(action, { ...INPUT, parameters: { Rows: 2 } });
    expect(runsByToken.size).toBe(2);
  });

  it('names the step that failed, and starts another run on a retry', async () => {
    const { runsByToken, nextRuns, action } = setup();
    nextRuns.push([FAILED]);
    const task = new ActionTask('task-1');
    await expect(task.run(action, INPUT)).rejects.toMatchObject({
      name: 'RunFailedError',
      message: expect.stringMatching(
        /run-1 .* is Failed: Train: AlgorithmError: no memory. A retry/,
      ),
    });
    expect(task.output.status).toBe('Failed');

    await task.run(action, INPUT);

    expect([...runsByToken.values()].map(({ run }) => run.status)).toEqual([
      'Failed',
      'Succeeded',
    ]);
    expect(task.output).toMatchObject({ runId: 'run-2', status: 'Succeeded' });
  });

  it('stops waiting when the task is cancelled, and says that the run goes on', async () => {
    const { nextRuns, action } = setup();
    nextRuns.push(
      Array.from({ length: 100 }, () => ({ status: 'Executing', steps: [] })),
    );
    const controller = new AbortController();
    const task = new ActionTask('task-1', { signal: controller.signal });
    const running = task.run(action, INPUT);
    setTimeout(() => controller.abort(), 50);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(task.log.at(-1)).toMatch(/AWS goes on with it/);
  });

  it('refuses more parameters than AWS takes', async () => {
    const { aws, action } = setup();
    const parameters = Object.fromEntries(
      Array.from({ length: 201 }, (_, index) => [`P${index}`, index]),
    );
    await expect(
      new ActionTask('task-1').run(action, { ...INPUT, parameters }),
    ).rejects.toThrow('up to 200 parameters, not 201');
    expect(aws.calls).toEqual([]);
  });

  it.each(['NotFoundError: no such pipeline', 'ThrottlingException'])(
    'passes on %s',
    async message => {
      const { aws, action } = setup();
      aws.nextError.set('runs.start', new Error(message));
      await expect(new ActionTask('task-1').run(action, INPUT)).rejects.toThrow(
        message,
      );
    },
  );
});
