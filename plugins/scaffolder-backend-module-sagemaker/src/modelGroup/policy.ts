import { parseArn } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/**
 * Resource policy of a model group in the tooling account, which lets the pipelines
 * of other accounts register versions and the stages read and deploy them.
 * Undefined when the group's own account is the only one.
 */
export function modelGroupPolicy(
  groupArn: string,
  accounts: { registering: string[]; deploying: string[] },
): string | undefined {
  const { partition, accountId: own } = parseArn(groupArn);
  const versions = `${groupArn.replace(
    ':model-package-group/',
    ':model-package/',
  )}/*`;
  const principals = (ids: string[]) =>
    [...new Set(ids)]
      .filter(id => id !== own)
      .sort()
      .map(id => `arn:${partition}:iam::${id}:root`);
  const statement = (Sid: string, ids: string[], actions: string[]) => ({
    Sid,
    Effect: 'Allow',
    Principal: { AWS: principals(ids) },
    Action: actions.map(action => `sagemaker:${action}`),
    Resource: [groupArn, versions],
  });
  const { registering, deploying } = accounts;
  const statements = [
    statement(
      'ReadVersions',
      [...registering, ...deploying],
      [
        'DescribeModelPackageGroup',
        'DescribeModelPackage',
        'ListModelPackages',
      ],
    ),
    statement('RegisterVersions', registering, ['CreateModelPackage']),
    statement('DeployVersions', deploying, ['CreateModel']),
  ].filter(({ Principal }) => Principal.AWS.length);
  return statements.length
    ? JSON.stringify({ Version: '2012-10-17', Statement: statements })
    : undefined;
}
