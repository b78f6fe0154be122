import { AwsError } from '../../core/awsError';
import { Context } from '../../core/service';
import { identityArn } from '../sts';
import { allows, parsePolicy } from './resourcePolicy';
import {
  SageMakerStore,
  sagemakerOf,
  sagemakerStore,
  targetOf,
  toArn,
} from './store';

/** Of `CrossAccountFilterOption`. */
export const CROSS_ACCOUNT_OPTIONS = ['SameAccount', 'CrossAccount'];

const GROUP_OF = /:model-package(?:-group)?\/([^/]+)/;

/** ARN of the group of a group or version; undefined for anything else. */
function groupArnOf(arn: string): string | undefined {
  const name = GROUP_OF.exec(arn)?.[1];
  return name && toArn(targetOf(arn), 'model-package-group', name);
}

function isShared(
  store: SageMakerStore,
  arn: string,
  accountId: string,
  action: string,
): boolean {
  const policy = store.groupPolicies.get(groupArnOf(arn) ?? '');
  return (
    policy !== undefined &&
    allows(parsePolicy(policy), {
      accountId,
      action: `sagemaker:${action}`,
      arn,
    })
  );
}

/**
 * Where the resource of an ARN is: at the caller's, or in another account of the
 * region that shares its group. Throws an AccessDeniedException when it does not.
 */
export function storeOf(
  arn: string,
  action: string,
  context: Context,
): SageMakerStore {
  const target = targetOf(arn);
  if (
    target.accountId === context.accountId ||
    target.region !== context.region
  ) {
    return sagemakerOf(context.world, context);
  }
  const store = sagemakerOf(context.world, target);
  if (!isShared(store, arn, context.accountId, action)) {
    throw new AwsError(
      'AccessDeniedException',
      `User: ${identityArn(
        context,
      )} is not authorized to perform: sagemaker:${action} on resource: ${arn} because no resource-based policy allows the sagemaker:${action} action`,
    );
  }
  return store;
}

/** What other accounts of the region share with the caller. */
function shared<T>(
  { world, accountId, region }: Context,
  action: string,
  recordsOf: (store: SageMakerStore, groupArn: string) => [string, T][],
) {
  return world
    .stores(sagemakerStore)
    .filter(other => other.region === region && other.accountId !== accountId)
    .flatMap(({ store }) =>
      [...store.groupPolicies.keys()]
        .flatMap(groupArn => recordsOf(store, groupArn))
        .filter(([arn]) => isShared(store, arn, accountId, action))
        .map(([arn, record]) => ({ arn, record, store })),
    );
}

export function sharedModelGroups(context: Context) {
  return shared(context, 'DescribeModelPackageGroup', (store, groupArn) => {
    const group = store.modelGroups.get(groupArn);
    return group ? [[groupArn, group]] : [];
  });
}

export function sharedModelPackages(context: Context) {
  return shared(context, 'DescribeModelPackage', (store, groupArn) =>
    store.modelPackages
      .ofGroup(groupArn.split('/')[1])
      .map(record => [record.ModelPackageArn, record]),
  );
}
