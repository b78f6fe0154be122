import { AccountSet, DATA_LAKE_ACCOUNT, TOOLING_ACCOUNT } from '../accountSets';

function accountSet(
  name: string,
  owner: string,
  firstDigits: string,
  options: Partial<Pick<AccountSet, 'region' | 'status'>> = {},
): AccountSet {
  const account = (last: number) => `${firstDigits}000000000${last}`;
  return {
    name,
    owner: `group:default/${owner}`,
    status: 'active',
    region: 'eu-west-1',
    accounts: {
      experimentation: account(1),
      dev: account(2),
      preprod: account(3),
      prod: account(4),
      tooling: TOOLING_ACCOUNT,
      dataLake: DATA_LAKE_ACCOUNT,
    },
    ...options,
  };
}

/** Three teams at work, and a pilot that is over. */
export const ACCOUNT_SETS: AccountSet[] = [
  accountSet('credit-risk', 'credit-risk', '21'),
  accountSet('marketing', 'marketing', '22'),
  accountSet('forecasting', 'forecasting', '23', { region: 'us-east-1' }),
  accountSet('churn-pilot', 'marketing', '24', { status: 'decommissioned' }),
];
