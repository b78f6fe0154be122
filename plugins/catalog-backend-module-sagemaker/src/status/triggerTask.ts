import { SchedulerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';

/**
 * Has a scheduled task run now. One that is running already comes round again soon
 * enough by itself.
 */
export async function triggerTask(
  scheduler: SchedulerService,
  id: string,
): Promise<void> {
  try {
    await scheduler.triggerTask(id);
  } catch (error) {
    if (!isError(error) || error.name !== 'ConflictError') {
      throw error;
    }
  }
}
