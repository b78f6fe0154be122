import { World } from '../../../core/world';
import { sendMessage } from '../sqs/messages';
import { queuesOf } from '../sqs/store';

/** The queue of the governance account that a portal polls. */
const PORTAL_QUEUE = {
  accountId: '100000000001',
  region: 'eu-west-1',
  name: 'mlops-portal-events',
};

const FORWARDED_SOURCES = ['aws.sagemaker', 'aws.codepipeline'];

/** The rule that every account has: its events go to the portal's queue, once that exists. */
export function forwardEvents(world: World) {
  world.events.subscribe(event => {
    const queue = queuesOf(world, PORTAL_QUEUE).get(PORTAL_QUEUE.name);
    if (queue && FORWARDED_SOURCES.includes(event.source)) {
      sendMessage(world, queue, JSON.stringify(event));
    }
  });
}
