import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { deviation, expectedOf } from './__testUtils__/deviations';
import { describeContract, REGION } from './__testUtils__/endpoints';

const DEVIATIONS = {
  messageOfEvents: deviation(
    'Stack [SC-none] does not exist',
    'Stack with id SC-none does not exist',
    'moto has one message for both operations',
  ),
};

// Stacks are made by projects in Local AWS, not by API calls.
describeContract('CloudFormation', contract => {
  const cloudformation = () => contract.account().client(CloudFormationClient);

  it('describes no stacks when there are none', async () => {
    const { Stacks = [] } = await cloudformation().send(
      new DescribeStacksCommand({}),
    );
    expect(Stacks).toEqual([]);
  });

  it.each([
    { what: 'name', nameOrId: () => 'SC-none' },
    {
      what: 'ARN',
      nameOrId: () =>
        `arn:aws:cloudformation:${REGION}:${
          contract.account().accountId
        }:stack/SC-none/6f9e2f50-0000-11ee-be56-0242ac120002`,
    },
  ])('does not know a stack by its $what', async ({ nameOrId }) => {
    const StackName = nameOrId();
    const call = cloudformation().send(
      new DescribeStacksCommand({ StackName }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'ValidationError',
      message: `Stack with id ${StackName} does not exist`,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('does not know the events of a stack', async () => {
    const call = cloudformation().send(
      new DescribeStackEventsCommand({ StackName: 'SC-none' }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'ValidationError',
      message: expectedOf(contract, DEVIATIONS.messageOfEvents),
    });
  });
});
