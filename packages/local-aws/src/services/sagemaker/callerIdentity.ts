import type { UserContext } from '@aws-sdk/client-sagemaker';
import { Context } from '../../core/service';
import { identityArn } from '../sts';

/** Who acted, as SageMaker records it. */
export function userContext(context: Context): UserContext {
  return {
    IamIdentity: {
      Arn: identityArn(context),
      PrincipalId: context.accessKeyId,
    },
  };
}
