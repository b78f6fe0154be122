import { createLocalAws, LocalAws, LocalAwsOptions } from '../../../server';
import { Target } from '../target';

export const TOOLING: Target = {
  accountId: '100000000002',
  region: 'eu-west-1',
};
export const GOVERNANCE: Target = {
  accountId: '100000000001',
  region: 'eu-west-1',
};

/** An empty world that is closed after the tests of the file. */
export function useLocalAws(options: Partial<LocalAwsOptions> = {}) {
  let aws: LocalAws | undefined;
  beforeAll(async () => {
    aws = await createLocalAws({ port: 0, seed: 'empty', ...options });
  });
  afterAll(() => aws?.close());
  return () => {
    if (!aws) {
      throw new Error('Local AWS has not started');
    }
    return aws;
  };
}

/** What an SDK client of an account needs; wrong calls fail at once. */
export function clientConfig(aws: LocalAws, target: Target) {
  return {
    endpoint: aws.url,
    region: target.region,
    credentials: {
      accessKeyId: `AKIA${target.accountId}LOCAL`,
      secretAccessKey: 'local',
    },
    maxAttempts: 1,
  };
}
