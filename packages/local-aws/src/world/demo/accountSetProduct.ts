import type { ProvisioningArtifactParameter } from '@aws-sdk/client-service-catalog';

/** The product of the governance account that makes the accounts of a team. */
export const ACCOUNT_SET_PRODUCT_ID = 'prod-mlopsaccounts';

const text = (
  ParameterKey: string,
  rest: Partial<ProvisioningArtifactParameter> = {},
): ProvisioningArtifactParameter => ({
  ParameterKey,
  ParameterType: 'String',
  IsNoEcho: false,
  ...rest,
});

export const ACCOUNT_SET_PARAMETERS: ProvisioningArtifactParameter[] = [
  text('Name', { Description: 'Name of the account set' }),
  text('Owner', { Description: 'Entity ref of the owning group' }),
  text('Region', {
    Description: 'Region of the accounts',
    ParameterConstraints: { AllowedValues: ['eu-west-1', 'us-east-1'] },
  }),
  text('AccessGroup', {
    Description: 'Group of IAM Identity Center that gets access; may be empty',
    DefaultValue: '',
  }),
  text('ServiceToken', {
    Description: 'Token of the service desk that is told of new accounts',
    DefaultValue: '',
    IsNoEcho: true,
  }),
];
