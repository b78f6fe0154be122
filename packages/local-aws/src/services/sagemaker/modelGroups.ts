import type {
  CreateModelPackageGroupInput,
  CreateModelPackageGroupOutput,
  DeleteModelPackageGroupInput,
  DescribeModelPackageGroupInput,
  DescribeModelPackageGroupOutput,
  ListModelPackageGroupsInput,
  ListModelPackageGroupsOutput,
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '../../core/awsError';
import { Context, Operation } from '../../core/service';
import { userContext } from './callerIdentity';
import { list } from './paging';
import { CROSS_ACCOUNT_OPTIONS, sharedModelGroups, storeOf } from './sharing';
import { ModelGroupRecord, SageMakerStore, sagemakerOf, toArn } from './store';
import { newTags } from './tags';
import {
  checkLength,
  checkName,
  checkOneOf,
  invalid,
  required,
} from './validation';

/**
 * By name, or by ARN, which may be of another account that shares the group for
 * that action; throws when there is none.
 */
export function findModelGroup(
  nameOrArn: string | undefined,
  context: Context,
  action: string,
): { group: ModelGroupRecord; store: SageMakerStore } {
  const arn = toArn(
    context,
    'model-package-group',
    required(nameOrArn, 'modelPackageGroupName'),
  );
  const store = storeOf(arn, action, context);
  const group = store.modelGroups.get(arn);
  if (!group) {
    throw invalid(`ModelPackageGroup ${arn} does not exist.`);
  }
  return { group, store };
}

const createGroup: Operation<
  CreateModelPackageGroupInput,
  CreateModelPackageGroupOutput
> = (input, context) => {
  const store = sagemakerOf(context.world, context);
  const name = checkName(
    input.ModelPackageGroupName,
    'modelPackageGroupName',
    63,
  );
  checkLength(
    input.ModelPackageGroupDescription,
    'modelPackageGroupDescription',
    { max: 1024 },
  );
  const Tags = newTags(input.Tags);
  const ModelPackageGroupArn = toArn(context, 'model-package-group', name);
  if (store.modelGroups.has(ModelPackageGroupArn)) {
    throw invalid(
      `Model Package Group already exists: ${ModelPackageGroupArn}`,
    );
  }
  store.modelGroups.set(ModelPackageGroupArn, {
    ModelPackageGroupName: name,
    ModelPackageGroupArn,
    ModelPackageGroupDescription: input.ModelPackageGroupDescription,
    ModelPackageGroupStatus: 'Completed',
    CreationTime: context.world.clock.now(),
    CreatedBy: userContext(context),
  });
  store.tags.set(ModelPackageGroupArn, Tags);
  return { ModelPackageGroupArn };
};

const describeGroup: Operation<
  DescribeModelPackageGroupInput,
  DescribeModelPackageGroupOutput
> = ({ ModelPackageGroupName }, context) => ({
  CreatedBy: {},
  ...findModelGroup(ModelPackageGroupName, context, 'DescribeModelPackageGroup')
    .group,
});

const listGroups: Operation<
  ListModelPackageGroupsInput,
  ListModelPackageGroupsOutput
> = (input, context) => {
  checkOneOf(
    input.CrossAccountFilterOption,
    'crossAccountFilterOption',
    CROSS_ACCOUNT_OPTIONS,
  );
  const groups =
    input.CrossAccountFilterOption === 'CrossAccount'
      ? sharedModelGroups(context).map(({ record }) => record)
      : sagemakerOf(context.world, context).modelGroups.values();
  const { items, NextToken } = list(groups, input, {
    nameOf: group => group.ModelPackageGroupName,
    createdOf: group => group.CreationTime,
    keys: {
      CreationTime: group => group.CreationTime,
      Name: group => group.ModelPackageGroupName,
    },
    defaultOrder: 'Ascending',
  });
  return { NextToken, ModelPackageGroupSummaryList: items };
};

const deleteGroup: Operation<DeleteModelPackageGroupInput> = (
  input,
  context,
) => {
  const { group, store } = findModelGroup(
    input.ModelPackageGroupName,
    context,
    'DeleteModelPackageGroup',
  );
  if (store.modelPackages.ofGroup(group.ModelPackageGroupName).length > 0) {
    throw new AwsError(
      'ConflictException',
      'Model Package Group cannot be deleted because it still contains Model Packages',
    );
  }
  store.modelGroups.delete(group.ModelPackageGroupArn);
  store.groupPolicies.delete(group.ModelPackageGroupArn);
  store.tags.delete(group.ModelPackageGroupArn);
};

export const modelGroupOperations = {
  CreateModelPackageGroup: createGroup,
  DescribeModelPackageGroup: describeGroup,
  ListModelPackageGroups: listGroups,
  DeleteModelPackageGroup: deleteGroup,
};
