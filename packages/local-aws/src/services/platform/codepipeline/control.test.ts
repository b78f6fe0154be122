import {
  ListPipelineExecutionsCommand,
  RetryStageExecutionCommand,
  RollbackStageCommand,
  StopPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { useLocalAws } from '../__testUtils__/localAws';
import { PipelineDriver } from './__testUtils__/PipelineDriver';

const aws = useLocalAws();

describe('Control of CodePipeline executions', () => {
  let driver: PipelineDriver;
  beforeAll(() => {
    driver = new PipelineDriver(aws());
  });

  it('retries a failed stage in the same execution', async () => {
    const name = driver.create();
    const id = await driver.start(name);
    driver.finish(name);
    driver.finish(name, 'no capacity');
    expect((await driver.state(name)).stageStates[1]).toMatchObject({
      latestExecution: { status: 'Failed', pipelineExecutionId: id },
      actionStates: [
        {
          latestExecution: {
            status: 'Failed',
            errorDetails: { message: 'no capacity' },
          },
        },
      ],
    });
    const retry = () =>
      driver.client.send(
        new RetryStageExecutionCommand({
          pipelineName: name,
          stageName: 'Deploy',
          pipelineExecutionId: id,
          retryMode: 'FAILED_ACTIONS',
        }),
      );
    await retry();
    expect(await driver.statusOf(name, id)).toBe('InProgress');
    await expect(retry()).rejects.toMatchObject({
      name: 'StageNotRetryableException',
    });
    driver.finish(name);
    expect((await driver.state(name)).statuses).toEqual([
      'Succeeded',
      'Succeeded',
      'InProgress',
      '-',
    ]);
  });

  it('rolls a stage back to an earlier execution', async () => {
    const name = driver.create();
    const first = await driver.reachApproval(name);
    await driver.decide(name, first.token);
    driver.finish(name);
    const second = await driver.reachApproval(name);
    await driver.decide(name, second.token);
    driver.finish(name, 'unhealthy');
    const rollback = (stageName: string, targetPipelineExecutionId: string) =>
      driver.client.send(
        new RollbackStageCommand({
          pipelineName: name,
          stageName,
          targetPipelineExecutionId,
        }),
      );
    await expect(rollback('Release', second.id)).rejects.toMatchObject({
      name: 'UnableToRollbackStageException',
    });
    await expect(rollback('Source', first.id)).rejects.toMatchObject({
      name: 'UnableToRollbackStageException',
    });
    const { pipelineExecutionId } = await rollback('Release', first.id);
    driver.finish(name);
    const { pipelineExecutionSummaries } = await driver.client.send(
      new ListPipelineExecutionsCommand({ pipelineName: name, maxResults: 1 }),
    );
    expect(pipelineExecutionSummaries).toMatchObject([
      {
        pipelineExecutionId,
        status: 'Succeeded',
        executionType: 'ROLLBACK',
        rollbackMetadata: { rollbackTargetPipelineExecutionId: first.id },
      },
    ]);
    expect(
      (await driver.state(name)).stageStates[3].latestExecution,
    ).toMatchObject({
      type: 'ROLLBACK',
      status: 'Succeeded',
    });
  });

  it('stops at once, or after the running action', async () => {
    const name = driver.create();
    const stop = (pipelineExecutionId: string, abandon: boolean) =>
      driver.client.send(
        new StopPipelineExecutionCommand({
          pipelineName: name,
          pipelineExecutionId,
          abandon,
        }),
      );
    const abandoned = await driver.start(name);
    await stop(abandoned, true);
    expect(await driver.statusOf(name, abandoned)).toBe('Stopped');
    driver.finish(name);
    expect((await driver.state(name)).statuses).toEqual([
      'Stopped',
      '-',
      '-',
      '-',
    ]);

    const stopped = await driver.start(name);
    await stop(stopped, false);
    expect(await driver.statusOf(name, stopped)).toBe('Stopping');
    await expect(stop(stopped, false)).rejects.toMatchObject({
      name: 'DuplicatedStopRequestException',
    });
    driver.finish(name);
    expect(await driver.statusOf(name, stopped)).toBe('Stopped');
    await expect(stop(stopped, true)).rejects.toMatchObject({
      name: 'PipelineExecutionNotStoppableException',
    });
  });

  it('supersedes the older of two executions that wait for a stage', async () => {
    const name = driver.create();
    const holder = await driver.reachApproval(name);
    const older = await driver.reachApproval(name);
    const newer = await driver.reachApproval(name);
    expect(await driver.statusOf(name, older.id)).toBe('Superseded');
    expect((await driver.state(name)).stageStates[2]).toMatchObject({
      inboundExecution: { pipelineExecutionId: newer.id },
      latestExecution: { pipelineExecutionId: holder.id },
    });
    await driver.decide(name, holder.token, 'Rejected');
    expect((await driver.state(name)).stageStates[2]).toMatchObject({
      latestExecution: { pipelineExecutionId: newer.id, status: 'InProgress' },
    });
  });
});
