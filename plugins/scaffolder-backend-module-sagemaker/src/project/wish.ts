import {
  LaunchWish,
  TemplateWish,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { TaskContext } from '../actions/context';
import { readSecrets } from './secrets';

/** What a task is asked to launch. */
export interface TaskWish extends TemplateWish {
  parameters: Record<string, string>;
  /** Name of the task's secret that holds the value, by parameter. */
  secretParameters: Record<string, string>;
}

/** The same with the values of the task's secrets, and what is wrong with those. */
export function withSecrets(
  ctx: Pick<TaskContext, 'secrets'>,
  { templateId, version, launchPath, parameters, secretParameters }: TaskWish,
): { wish: LaunchWish; findings: string[] } {
  const { secrets, withheld, findings } = readSecrets(ctx, secretParameters);
  return {
    wish: { templateId, version, launchPath, parameters, secrets, withheld },
    findings,
  };
}
