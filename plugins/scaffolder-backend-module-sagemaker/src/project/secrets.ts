import { TaskContext } from '../actions/context';

export interface TaskSecrets {
  /** Values of the task's secrets, by parameter; never to be shown. */
  secrets: Record<string, string>;
  /** Parameters whose secret the task does not hold, each with its finding. */
  withheld: string[];
  findings: string[];
}

/** Reads secrets of the task; `names` is the name of the secret by parameter. */
export function readSecrets(
  ctx: Pick<TaskContext, 'secrets'>,
  names: Record<string, string>,
): TaskSecrets {
  const read: TaskSecrets = { secrets: {}, withheld: [], findings: [] };
  for (const [key, name] of Object.entries(names)) {
    const value = ctx.secrets?.[name];
    if (value) {
      read.secrets[key] = value;
    } else {
      read.withheld.push(key);
      read.findings.push(
        `parameter ${key}: the task has no secret named '${name}'; a task that is retried no longer holds its secrets, so start it over`,
      );
    }
  }
  return read;
}
