import { InputError } from '@backstage/errors';
import { parseArn } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '../domain';

/** Account and region of an ARN of one service; throws an InputError for any other. */
export function targetOf(arn: string, service: string): Target {
  const { accountId, region, service: actual } = parseArn(arn);
  if (actual !== service || !accountId || !region) {
    throw new InputError(
      `'${arn}' is not the ARN of a ${service} resource in an account and a region`,
    );
  }
  return { accountId, region };
}
