import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { deviation, expectedOf } from './__testUtils__/deviations';
import {
  describeContract,
  errorNameOf,
  HOME_ACCOUNT,
  homeConfig,
  newAccountId,
} from './__testUtils__/endpoints';

const ONE_HOUR_S = 3600;
const FIFTEEN_MINUTES_S = 900;

const DEVIATIONS = {
  serviceOfUserArn: deviation(
    'iam',
    'sts',
    'Users belong to IAM; moto writes STS into their ARNs',
  ),
  durationOutOfRange: deviation<string | undefined>(
    'ValidationError',
    undefined,
    'moto does not check the duration',
  ),
  roleArnTooShort: deviation<string | undefined>(
    'ValidationError',
    undefined,
    'moto reads no account from it and answers with its own',
  ),
};

describeContract('STS', contract => {
  const home = () => new STSClient(homeConfig(contract.url()));

  it('knows the account of long-lived keys', async () => {
    const identity = await home().send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe(HOME_ACCOUNT);
    const service = expectedOf(contract, DEVIATIONS.serviceOfUserArn);
    expect(identity.Arn).toMatch(`arn:aws:${service}::${HOME_ACCOUNT}:user/`);
  });

  it('hands out the role of another account', async () => {
    const accountId = newAccountId();
    const { AssumedRoleUser, Credentials } = await home().send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountId}:role/mlops-portal`,
        RoleSessionName: 'contract-role',
        ExternalId: 'mlops',
      }),
    );
    expect(AssumedRoleUser).toEqual({
      Arn: `arn:aws:sts::${accountId}:assumed-role/mlops-portal/contract-role`,
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z0-9]+:contract-role$/),
    });
    expect(Credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA/),
      SecretAccessKey: expect.any(String),
      SessionToken: expect.any(String),
      Expiration: expect.any(Date),
    });
  });

  it('knows who uses the credentials of a role', async () => {
    const { accountId, client } = contract.account();
    const identity = await client(STSClient).send(
      new GetCallerIdentityCommand({}),
    );
    expect(identity.Account).toBe(accountId);
    expect(identity.Arn).toBe(
      `arn:aws:sts::${accountId}:assumed-role/mlops-portal/contract`,
    );
    expect(identity.UserId).toMatch(/^AROA[A-Z0-9]+:contract$/);
  });

  it.each([
    { DurationSeconds: undefined, seconds: ONE_HOUR_S },
    { DurationSeconds: FIFTEEN_MINUTES_S, seconds: FIFTEEN_MINUTES_S },
  ])(
    'lets credentials expire after $seconds s when $DurationSeconds is asked for',
    async ({ DurationSeconds, seconds }) => {
      const { Credentials } = await home().send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${newAccountId()}:role/mlops-portal`,
          RoleSessionName: 'contract',
          DurationSeconds,
        }),
      );
      const left = (Credentials?.Expiration?.getTime() ?? 0) - Date.now();
      expect(Math.abs(left / 1000 - seconds)).toBeLessThan(30);
    },
  );

  it.each([FIFTEEN_MINUTES_S - 1, 12 * ONE_HOUR_S + 1])(
    'refuses credentials for %d s',
    async DurationSeconds => {
      const call = home().send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${newAccountId()}:role/mlops-portal`,
          RoleSessionName: 'contract',
          DurationSeconds,
        }),
      );
      expect(await errorNameOf(call)).toBe(
        expectedOf(contract, DEVIATIONS.durationOutOfRange),
      );
    },
  );

  it('refuses a role ARN that is none', async () => {
    const call = home().send(
      new AssumeRoleCommand({
        RoleArn: 'mlops-portal',
        RoleSessionName: 'contract',
      }),
    );
    expect(await errorNameOf(call)).toBe(
      expectedOf(contract, DEVIATIONS.roleArnTooShort),
    );
  });
});
