import {
  EventBridgeClient,
  PutEventsCommand,
  PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { deviation, expectedOf } from './__testUtils__/deviations';
import { describeContract, errorNameOf } from './__testUtils__/endpoints';

const EVENT: PutEventsRequestEntry = {
  Source: 'mlops.contract',
  DetailType: 'Contract Test',
  Detail: JSON.stringify({ status: 'ok' }),
  Resources: [],
};

const DEVIATIONS = {
  sourceOfAws: deviation<string | undefined>(
    'NotAuthorizedForSourceException',
    undefined,
    'moto takes events in the name of AWS services',
  ),
};

describeContract('EventBridge', contract => {
  const put = (Entries: PutEventsRequestEntry[]) =>
    contract
      .account()
      .client(EventBridgeClient)
      .send(new PutEventsCommand({ Entries }));

  it('takes events and names each of them', async () => {
    const { FailedEntryCount, Entries = [] } = await put([EVENT, EVENT]);
    expect(FailedEntryCount).toBe(0);
    expect(Entries).toEqual([
      { EventId: expect.any(String) },
      { EventId: expect.any(String) },
    ]);
    expect(Entries[0].EventId).not.toBe(Entries[1].EventId);
  });

  it.each([
    {
      what: 'a source',
      change: { Source: undefined },
      code: 'InvalidArgument',
    },
    {
      what: 'a detail type',
      change: { DetailType: undefined },
      code: 'InvalidArgument',
    },
    {
      what: 'a detail',
      change: { Detail: undefined },
      code: 'InvalidArgument',
    },
    {
      what: 'a detail of JSON',
      change: { Detail: 'status: ok' },
      code: 'MalformedDetail',
    },
  ])('refuses one event without $what', async ({ change, code }) => {
    const { FailedEntryCount, Entries } = await put([
      { ...EVENT, ...change },
      EVENT,
    ]);
    expect(FailedEntryCount).toBe(1);
    expect(Entries).toEqual([
      { ErrorCode: code, ErrorMessage: expect.any(String) },
      { EventId: expect.any(String) },
    ]);
  });

  it('keeps the sources of AWS to AWS', async () => {
    const { Entries = [] } = await put([{ ...EVENT, Source: 'aws.sagemaker' }]);
    expect(Entries.map(entry => entry.ErrorCode)).toEqual([
      expectedOf(contract, DEVIATIONS.sourceOfAws),
    ]);
  });

  it('takes ten events at a time', async () => {
    const eleven = put(new Array(11).fill(EVENT));
    expect(await errorNameOf(eleven)).toBe('ValidationException');
  });
});
