import { Target } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** Subject of what runs in one account and region. */
export function deployedModelsSubject(target: Target): string {
  return `models:${target.accountId}:${target.region}`;
}

/** The time that an answer made of several reads is true for: the oldest. */
export function oldest(times: string[]): string {
  return times.reduce((a, b) => (a < b ? a : b));
}
