import type { UserContext } from '@aws-sdk/client-sagemaker';
import { Target } from '../../services/platform/target';
import { fraction } from '../random';

const DATA_SCIENTISTS = ['anna', 'chidi', 'mei', 'tomas'];

/** Somebody in SageMaker Studio, the same for the same thing on every start. */
export function scientist(
  { accountId, region }: Target,
  subject: string,
): UserContext {
  const UserProfileName =
    DATA_SCIENTISTS[Math.floor(fraction(subject) * DATA_SCIENTISTS.length)];
  const DomainId = 'd-mlops0000001';
  return {
    UserProfileName,
    DomainId,
    UserProfileArn: `arn:aws:sagemaker:${region}:${accountId}:user-profile/${DomainId}/${UserProfileName}`,
  };
}

/** The portal, which acts for people. */
export function portal({ accountId }: Target): UserContext {
  return {
    IamIdentity: {
      Arn: `arn:aws:sts::${accountId}:assumed-role/mlops-portal/backstage`,
      PrincipalId: 'AROAMLOPSPORTAL00000:backstage',
    },
  };
}
