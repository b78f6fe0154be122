import { JsonService } from '../../../core/service';
import {
  changeMessageVisibility,
  deleteMessage,
  deleteMessageBatch,
  receiveMessage,
  sendMessageOperation,
} from './messageOperations';
import {
  createQueueOperation,
  getQueueAttributes,
  getQueueUrl,
  listQueues,
  purgeQueue,
} from './queueOperations';

export const sqs: JsonService = {
  name: 'sqs',
  protocol: 'json',
  targetPrefix: 'AmazonSQS',
  version: '1.0',
  operations: {
    ChangeMessageVisibility: changeMessageVisibility,
    CreateQueue: createQueueOperation,
    DeleteMessage: deleteMessage,
    DeleteMessageBatch: deleteMessageBatch,
    GetQueueAttributes: getQueueAttributes,
    GetQueueUrl: getQueueUrl,
    ListQueues: listQueues,
    PurgeQueue: purgeQueue,
    ReceiveMessage: receiveMessage,
    SendMessage: sendMessageOperation,
  },
};
