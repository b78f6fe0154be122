import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { clientConfig, TOOLING, useLocalAws } from '../__testUtils__/localAws';
import { createStack, recordEvent } from './store';

const aws = useLocalAws();
const client = () => new CloudFormationClient(clientConfig(aws(), TOOLING));

describe('CloudFormation', () => {
  it('answers an empty list', async () => {
    const { Stacks = [] } = await client().send(new DescribeStacksCommand({}));
    expect(Stacks).toEqual([]);
  });

  it('describes a stack by name and by id, and its failure', async () => {
    const { world } = aws();
    const stored = createStack(world, TOOLING, {
      StackName: 'SC-failing',
      Parameters: [{ ParameterKey: 'Name', ParameterValue: 'a & <b>' }],
      Tags: [],
    });
    recordEvent(world, stored, {
      LogicalResourceId: 'Role',
      ResourceType: 'AWS::IAM::Role',
      ResourceStatus: 'CREATE_FAILED',
      ResourceStatusReason: 'Not authorised',
    });
    recordEvent(world, stored, {
      ResourceStatus: 'ROLLBACK_COMPLETE',
      ResourceStatusReason: 'Role failed',
    });
    for (const StackName of ['SC-failing', stored.stack.StackId]) {
      const { Stacks } = await client().send(
        new DescribeStacksCommand({ StackName }),
      );
      expect(Stacks).toMatchObject([
        {
          StackStatus: 'ROLLBACK_COMPLETE',
          StackStatusReason: 'Role failed',
          Parameters: [{ ParameterKey: 'Name', ParameterValue: 'a & <b>' }],
        },
      ]);
      expect(Stacks![0].CreationTime).toBeInstanceOf(Date);
    }
    const { StackEvents } = await client().send(
      new DescribeStackEventsCommand({ StackName: 'SC-failing' }),
    );
    expect(
      StackEvents?.map(event => [
        event.LogicalResourceId,
        event.ResourceStatus,
        event.ResourceStatusReason,
      ]),
    ).toEqual([
      ['SC-failing', 'ROLLBACK_COMPLETE', 'Role failed'],
      ['Role', 'CREATE_FAILED', 'Not authorised'],
      ['SC-failing', 'CREATE_IN_PROGRESS', 'User Initiated'],
    ]);
  });

  it('pages events', async () => {
    const { world } = aws();
    const stored = createStack(world, TOOLING, { StackName: 'long' });
    for (let index = 0; index < 150; index++) {
      recordEvent(world, stored, {
        LogicalResourceId: `R${index}`,
        ResourceStatus: 'CREATE_COMPLETE',
      });
    }
    const read = (NextToken?: string) =>
      client().send(
        new DescribeStackEventsCommand({ StackName: 'long', NextToken }),
      );
    const first = await read();
    const second = await read(first.NextToken);
    expect(first.StackEvents).toHaveLength(100);
    expect(second.StackEvents).toHaveLength(51);
    expect(second.NextToken).toBeUndefined();
  });

  it('lists by status, also deleted stacks', async () => {
    const { world } = aws();
    recordEvent(world, createStack(world, TOOLING, { StackName: 'old' }), {
      ResourceStatus: 'DELETE_COMPLETE',
    });
    const { StackSummaries } = await client().send(
      new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }),
    );
    expect(StackSummaries).toMatchObject([{ StackName: 'old' }]);
    await expect(
      client().send(new DescribeStacksCommand({ StackName: 'old' })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id old does not exist',
    });
  });
});
