import {
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  ListTagsForResourceCommand,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { TOOLING, useLocalAws } from '../__testUtils__/localAws';
import { PipelineDriver, VERSION } from './__testUtils__/PipelineDriver';

const aws = useLocalAws();

describe('CodePipeline executions', () => {
  let driver: PipelineDriver;
  beforeAll(() => {
    driver = new PipelineDriver(aws());
  });

  it('describes and lists pipelines', async () => {
    const name = driver.create();
    const { pipeline: declaration, metadata } = await driver.client.send(
      new GetPipelineCommand({ name }),
    );
    expect(declaration?.stages).toHaveLength(4);
    expect(metadata?.pipelineArn).toBe(
      `arn:aws:codepipeline:eu-west-1:100000000002:${name}`,
    );
    const { tags } = await driver.client.send(
      new ListTagsForResourceCommand({ resourceArn: metadata?.pipelineArn }),
    );
    expect(tags).toEqual([{ key: 'team', value: 'credit-risk' }]);
    driver.create();
    const first = await driver.client.send(
      new ListPipelinesCommand({ maxResults: 1 }),
    );
    const second = await driver.client.send(
      new ListPipelinesCommand({ maxResults: 1, nextToken: first.nextToken }),
    );
    expect(first.pipelines?.[0].name).not.toBe(second.pipelines?.[0].name);
  });

  it('goes through stages, waits for the approval and ends', async () => {
    const name = driver.create();
    const { id, token } = await driver.reachApproval(name);
    const waiting = await driver.state(name);
    expect(waiting.statuses).toEqual([
      'Succeeded',
      'Succeeded',
      'InProgress',
      '-',
    ]);
    expect(waiting.stageStates[0].actionStates?.[0].currentRevision).toEqual(
      expect.objectContaining({ revisionId: VERSION }),
    );
    expect(token).toEqual(expect.any(String));

    await driver.decide(name, token);
    expect((await driver.state(name)).approval).toMatchObject({
      status: 'Succeeded',
      summary: 'looks good',
    });
    driver.finish(name);
    expect(await driver.statusOf(name, id)).toBe('Succeeded');

    const { pipelineExecution } = await driver.client.send(
      new GetPipelineExecutionCommand({
        pipelineName: name,
        pipelineExecutionId: id,
      }),
    );
    expect(pipelineExecution).toMatchObject({
      executionType: 'STANDARD',
      trigger: { triggerType: 'StartPipelineExecution' },
      variables: [{ name: 'ModelPackageArn', resolvedValue: VERSION }],
      artifactRevisions: [{ name: 'ModelVersion', revisionId: VERSION }],
    });
    const { actionExecutionDetails } = await driver.client.send(
      new ListActionExecutionsCommand({
        pipelineName: name,
        filter: { pipelineExecutionId: id },
      }),
    );
    expect(actionExecutionDetails?.map(detail => detail.actionName)).toEqual([
      'Release',
      'Approval',
      'Deploy',
      'ModelVersion',
    ]);
  });

  it('emits events as AWS does', async () => {
    const name = driver.create();
    const { id, token } = await driver.reachApproval(name);
    await driver.decide(name, token, 'Rejected', 'no');
    const own = driver.events.filter(({ resources }) =>
      resources[0].endsWith(`:${name}`),
    );
    expect(
      own.filter(event =>
        event['detail-type'].startsWith('CodePipeline Pipeline'),
      ),
    ).toMatchObject(
      ['STARTED', 'FAILED'].map(stateName => ({
        source: 'aws.codepipeline',
        'detail-type': 'CodePipeline Pipeline Execution State Change',
        account: TOOLING.accountId,
        resources: [`arn:aws:codepipeline:eu-west-1:100000000002:${name}`],
        detail: {
          pipeline: name,
          'execution-id': id,
          state: stateName,
          version: 1,
        },
      })),
    );
    expect(own.map(({ 'detail-type': type }) => type.split(' ')[1])).toEqual(
      expect.arrayContaining(['Pipeline', 'Stage', 'Action']),
    );
  });

  it('fails the stage of a rejected approval', async () => {
    const name = driver.create();
    const { id, token } = await driver.reachApproval(name);
    await driver.decide(name, token, 'Rejected', 'too slow');
    const { statuses, approval } = await driver.state(name);
    expect(statuses).toEqual(['Succeeded', 'Succeeded', 'Failed', '-']);
    expect(approval?.errorDetails?.message).toContain('too slow');
    expect(await driver.statusOf(name, id)).toBe('Failed');
  });

  it('refuses approvals that do not wait', async () => {
    const name = driver.create();
    await expect(driver.decide(name, 'x')).rejects.toMatchObject({
      name: 'InvalidApprovalTokenException',
    });
    const { token } = await driver.reachApproval(name);
    await expect(driver.decide(name, 'other')).rejects.toMatchObject({
      name: 'InvalidApprovalTokenException',
    });
    await expect(
      driver.decide(name, token, 'Approved', 'x'.repeat(513)),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await driver.decide(name, token);
    await expect(driver.decide(name, token)).rejects.toMatchObject({
      name: 'ApprovalAlreadyCompletedException',
    });
  });

  it('pages executions, newest first', async () => {
    const name = driver.create();
    const ids: string[] = [];
    for (let index = 0; index < 3; index++) {
      ids.unshift(await driver.start(name));
      driver.finish(name, 'enough');
    }
    const read = (nextToken?: string) =>
      driver.client.send(
        new ListPipelineExecutionsCommand({
          pipelineName: name,
          maxResults: 2,
          nextToken,
        }),
      );
    const first = await read();
    const second = await read(first.nextToken);
    const found = [
      ...first.pipelineExecutionSummaries!,
      ...second.pipelineExecutionSummaries!,
    ].map(({ pipelineExecutionId }) => pipelineExecutionId);
    expect(found).toEqual(ids);
    expect(second.nextToken).toBeUndefined();
  });

  it.each([
    [
      'a pipeline',
      () => new GetPipelineStateCommand({ name: 'none' }),
      'PipelineNotFoundException',
    ],
    [
      'an execution',
      (name: string) =>
        new GetPipelineExecutionCommand({
          pipelineName: name,
          pipelineExecutionId: '5c6bb6a5-0000-4000-8000-000000000000',
        }),
      'PipelineExecutionNotFoundException',
    ],
    [
      'a token',
      (name: string) =>
        new ListPipelineExecutionsCommand({
          pipelineName: name,
          nextToken: 'x',
        }),
      'InvalidNextTokenException',
    ],
    [
      'a variable',
      (name: string) =>
        new StartPipelineExecutionCommand({
          name,
          variables: [{ name: 'Other', value: 'x' }],
        }),
      'ValidationException',
    ],
  ])('does not know %s', async (_, command, error) => {
    const failing = command(driver.create());
    await expect(
      // Each command is sent with a client of the same service.
      driver.client.send(failing as GetPipelineStateCommand),
    ).rejects.toMatchObject({ name: error });
  });
});
