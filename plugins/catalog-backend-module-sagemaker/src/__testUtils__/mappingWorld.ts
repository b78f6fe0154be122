import { accountSet } from './World';

export const settings = {
  defaultOwner: 'group:default/platform',
  tags: { owner: ['mlops:owner'], project: ['sagemaker:project-name'] },
  governance: {
    accountId: '100000000001',
    region: 'eu-west-1',
    tableName: 'mlops-account-sets',
  },
};
/** Two of them belong to marketing. */
export const sets = [
  accountSet('credit-risk'),
  accountSet('marketing', { prefix: '22000000000' }),
  accountSet('churn-pilot', {
    prefix: '24000000000',
    owner: 'group:default/marketing',
    state: 'decommissioned',
  }),
];
