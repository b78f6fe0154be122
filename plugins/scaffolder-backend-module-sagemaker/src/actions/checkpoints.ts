import { JsonValue } from '@backstage/types';
import { TaskContext } from './context';

/**
 * Runs a side effect in a checkpoint of its own. The caller has just seen that
 * its result does not exist; so a value that an earlier run of the task stored
 * is of something that is gone since, and the next key is taken.
 */
export async function createOnce<T extends JsonValue>(
  ctx: TaskContext,
  key: string,
  create: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let created = false;
    const value = await ctx.checkpoint({
      key: attempt === 1 ? key : `${key}.${attempt}`,
      fn: async () => {
        created = true;
        return create();
      },
    });
    if (created) {
      return value;
    }
  }
}
