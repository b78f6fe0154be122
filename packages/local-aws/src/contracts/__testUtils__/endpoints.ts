import { randomInt } from 'node:crypto';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { createLocalAws } from '../../server';

export const REGION = 'eu-west-1';

/** Something that speaks AWS, held to what AWS documents. */
export interface ContractEndpoint {
  name: 'Local AWS' | 'moto';
  /** Answers its address. */
  start(): Promise<{ url: string; stop(): Promise<void> }>;
}

const localAws: ContractEndpoint = {
  name: 'Local AWS',
  async start() {
    const aws = await createLocalAws({ port: 0, seed: 'empty' });
    return { url: aws.url, stop: () => aws.close() };
  },
};

/** Runs already: the script that starts the tests owns its process. */
function motoAt(url: string): ContractEndpoint {
  return {
    name: 'moto',
    start: async () => ({ url, stop: async () => {} }),
  };
}

const motoUrl = process.env.CONTRACT_MOTO_URL;

/** Local AWS always, moto as the second witness when it runs. */
export const endpoints: ContractEndpoint[] = [
  localAws,
  ...(motoUrl ? [motoAt(motoUrl)] : []),
];

export interface AwsConfig {
  endpoint: string;
  region: string;
  credentials: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  };
  /** An error must be seen as it comes. */
  maxAttempts: 1;
}

/** An account of an endpoint that nobody else uses. */
export interface ContractAccount {
  accountId: string;
  client<C>(ClientClass: new (config: AwsConfig) => C, region?: string): C;
}

/** Both endpoints know the account of this key: moto by default, Local AWS by its digits. */
export const HOME_ACCOUNT = '123456789012';

export function homeConfig(url: string): AwsConfig {
  return {
    endpoint: url,
    region: REGION,
    credentials: {
      accessKeyId: `AKIA${HOME_ACCOUNT}TEST`,
      secretAccessKey: 'test',
    },
    maxAttempts: 1,
  };
}

export function newAccountId(): string {
  return String(randomInt(1e11, 1e12 - 1));
}

/**
 * Enters an account in which nothing exists, as the portal does: through a
 * role. So tests share no state, and need no reset.
 */
export async function enterNewAccount(url: string): Promise<ContractAccount> {
  const home = homeConfig(url);
  const accountId = newAccountId();
  const sts = new STSClient(home);
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/mlops-portal`,
      RoleSessionName: 'contract',
    }),
  );
  sts.destroy();
  const {
    AccessKeyId = '',
    SecretAccessKey = '',
    SessionToken,
  } = Credentials ?? {};
  const config: AwsConfig = {
    ...home,
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    },
  };
  return {
    accountId,
    client: (ClientClass, region = REGION) =>
      new ClientClass({ ...config, region }),
  };
}

/** What a test of one service gets. */
export interface Contract {
  endpoint: ContractEndpoint['name'];
  /** Address of the running endpoint; within a test. */
  url(): string;
  /** The empty account of the running test. */
  account(): ContractAccount;
}

/** The same tests against every endpoint, each test in an account of its own. */
export function describeContract(
  service: string,
  tests: (contract: Contract) => void,
) {
  describe.each(endpoints)(`${service} of $name`, ({ name, start }) => {
    let running: { url: string; stop(): Promise<void> };
    let account: ContractAccount;
    beforeAll(async () => {
      running = await start();
    });
    beforeEach(async () => {
      account = await enterNewAccount(running.url);
    });
    afterAll(() => running?.stop());
    tests({
      endpoint: name,
      url: () => running.url,
      account: () => account,
    });
  });
}

/** The name of the error that a call is answered with, undefined when it succeeds. */
export async function errorNameOf(
  call: Promise<unknown>,
): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}
