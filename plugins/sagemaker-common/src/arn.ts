import { InputError } from '@backstage/errors';

/** The parts of an Amazon Resource Name, see AWS General Reference, "ARN format". */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  /** Everything after the fifth colon, such as `model-package-group/churn`. */
  resource: string;
}

const ARN = /^arn:([^:]+):([^:]+):([^:]*):(\d{12}|):(.+)$/;

/** Throws an InputError that shows the malformed value. */
export function parseArn(value: string): Arn {
  const match = ARN.exec(value);
  if (!match) {
    throw new InputError(
      `'${value}' is not an ARN: expected arn:partition:service:region:account:resource`,
    );
  }
  const [, partition, service, region, accountId, resource] = match;
  return { partition, service, region, accountId, resource };
}

export function formatArn(
  arn: Omit<Arn, 'partition'> & { partition?: string },
) {
  return `arn:${arn.partition ?? 'aws'}:${arn.service}:${arn.region}:${
    arn.accountId
  }:${arn.resource}`;
}

/** The last part of the resource: `churn` of `...:model-package-group/churn`. */
export function resourceName(arn: string): string {
  return parseArn(arn).resource.split(/[/:]/).at(-1)!;
}
