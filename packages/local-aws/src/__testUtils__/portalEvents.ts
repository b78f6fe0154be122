import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { GOVERNANCE, TestAws } from './localAws';

/** An event of EventBridge, as the portal finds it in its queue. */
export interface PortalEvent {
  source: string;
  'detail-type': string;
  account: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
}

/** Takes everything out of the portal's queue, oldest first. */
export async function receiveEvents(aws: TestAws): Promise<PortalEvent[]> {
  const client = aws.client(SQSClient, GOVERNANCE);
  const QueueUrl = `${aws.url}/${GOVERNANCE}/mlops-portal-events`;
  const events: PortalEvent[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) {
      return events;
    }
    for (const { Body = '', ReceiptHandle } of Messages) {
      events.push(JSON.parse(Body));
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
