import { Entity } from '@backstage/catalog-model';
import { AccountSetState } from '@mlops-foundation/backstage-plugin-sagemaker-common';

export const TOOLING = '100000000002';
export const REGION = 'eu-west-1';

export function accountSetEntity(
  name: string,
  state: AccountSetState = 'active',
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { namespace: 'default', name },
    spec: {
      type: 'mlops-account-set',
      owner: 'group:default/credit-risk',
      state,
      regions: [REGION],
      accounts: [
        { role: 'experimentation', accountId: '210000000001' },
        { role: 'dev', accountId: '210000000002' },
        { role: 'preprod', accountId: '210000000003' },
        { role: 'prod', accountId: '210000000004' },
        { role: 'tooling', accountId: TOOLING },
      ],
    },
  };
}
