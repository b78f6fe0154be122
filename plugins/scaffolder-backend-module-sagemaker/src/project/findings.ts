import { readOr as readingOr } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** What was read, or undefined with a finding more that says why it cannot be. */
export async function readOr<T>(
  findings: string[],
  what: string,
  read: () => T | Promise<T>,
): Promise<T | undefined> {
  const { value, problem } = await readingOr(what, read);
  if (problem !== undefined) {
    findings.push(problem);
  }
  return value;
}
