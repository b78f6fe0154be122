import { RawService } from '../../../core/service';
import { callDynamo } from './store';

export const dynamodb: RawService = {
  name: 'dynamodb',
  protocol: 'raw',
  operationOf({ headers }) {
    return String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
  },
  async handle(request, response, body, { world, ...target }) {
    const operation = this.operationOf(request);
    const answer = await callDynamo(world, target, operation, body.toString());
    response
      .writeHead(answer.status, {
        'content-type': 'application/x-amz-json-1.0',
      })
      .end(answer.body);
  },
};
