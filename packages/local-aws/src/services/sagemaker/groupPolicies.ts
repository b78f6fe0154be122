import type {
  DeleteModelPackageGroupPolicyInput,
  GetModelPackageGroupPolicyInput,
  GetModelPackageGroupPolicyOutput,
  PutModelPackageGroupPolicyInput,
  PutModelPackageGroupPolicyOutput,
} from '@aws-sdk/client-sagemaker';
import { Operation } from '../../core/service';
import { findModelGroup } from './modelGroups';
import { parsePolicy } from './resourcePolicy';
import { invalid, required } from './validation';

const putPolicy: Operation<
  PutModelPackageGroupPolicyInput,
  PutModelPackageGroupPolicyOutput
> = (input, context) => {
  const { group, store } = findModelGroup(
    input.ModelPackageGroupName,
    context,
    'PutModelPackageGroupPolicy',
  );
  const policy = required(input.ResourcePolicy, 'resourcePolicy');
  parsePolicy(policy);
  store.groupPolicies.set(group.ModelPackageGroupArn, policy);
  return { ModelPackageGroupArn: group.ModelPackageGroupArn };
};

const getPolicy: Operation<
  GetModelPackageGroupPolicyInput,
  GetModelPackageGroupPolicyOutput
> = (input, context) => {
  const { group, store } = findModelGroup(
    input.ModelPackageGroupName,
    context,
    'GetModelPackageGroupPolicy',
  );
  const ResourcePolicy = store.groupPolicies.get(group.ModelPackageGroupArn);
  if (ResourcePolicy === undefined) {
    throw invalid(
      `Cannot find resource policy for: ${group.ModelPackageGroupArn}`,
    );
  }
  return { ResourcePolicy };
};

const deletePolicy: Operation<DeleteModelPackageGroupPolicyInput> = (
  input,
  context,
) => {
  const { group, store } = findModelGroup(
    input.ModelPackageGroupName,
    context,
    'DeleteModelPackageGroupPolicy',
  );
  store.groupPolicies.delete(group.ModelPackageGroupArn);
};

export const groupPolicyOperations = {
  PutModelPackageGroupPolicy: putPolicy,
  GetModelPackageGroupPolicy: getPolicy,
  DeleteModelPackageGroupPolicy: deletePolicy,
};
