import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { EventParams } from '@backstage/plugin-events-node';
import {
  ResourceChange,
  resourceChange,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** The resource that an event is about; undefined for other events and malformed ones. */
export function readChange(
  { topic, eventPayload }: EventParams,
  logger: LoggerService,
): ResourceChange | undefined {
  try {
    return resourceChange(topic, eventPayload);
  } catch (error) {
    logger.debug(`Malformed event: ${stringifyError(error)}`);
    return undefined;
  }
}
