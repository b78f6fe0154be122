import { ManualClock } from '../core/clock';
import { createLocalAws, LocalAws, LocalAwsOptions } from '../server';

export const GOVERNANCE = '100000000001';
export const TOOLING = '100000000002';
export const DEV = '210000000002';
export const PREPROD = '210000000003';
export const PROD = '210000000004';

interface ClientConfig {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
}

/** Local AWS with a clock that the test drives. */
export interface TestAws extends LocalAws {
  clock: ManualClock;
  /** A client with the identity of an account; answers errors at once. */
  client<C>(
    ClientClass: new (config: ClientConfig) => C,
    accountId: string,
    region?: string,
  ): C;
  /** Simulated seconds. */
  advance(seconds: number): void;
}

export async function startLocalAws(
  options: Partial<LocalAwsOptions> = {},
): Promise<TestAws> {
  const clock = new ManualClock(new Date('2026-03-02T09:00:00Z'));
  const aws = await createLocalAws({ port: 0, clock, ...options });
  return {
    ...aws,
    clock,
    client: (ClientClass, accountId, region = 'eu-west-1') =>
      new ClientClass({
        endpoint: aws.url,
        region,
        credentials: {
          accessKeyId: `AKIA${accountId}TEST`,
          secretAccessKey: 'test',
        },
        maxAttempts: 1,
      }),
    advance: seconds => clock.advance(seconds * 1000),
  };
}
