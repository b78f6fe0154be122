import type {
  CreateModelPackageInput,
  CreateModelPackageOutput,
  DeleteModelPackageInput,
  DescribeModelPackageInput,
  DescribeModelPackageOutput,
  ListModelPackagesInput,
  ListModelPackagesOutput,
  UpdateModelPackageInput,
  UpdateModelPackageOutput,
} from '@aws-sdk/client-sagemaker';
import { Context, Operation } from '../../core/service';
import { tellApprovalStatus } from './approvals';
import { userContext } from './callerIdentity';
import { emitModelPackageStateChange } from './events';
import { findModelGroup } from './modelGroups';
import { list } from './paging';
import { registerModelPackage } from './registry';
import { ModelPackageRecord, sagemakerOf, toArn } from './store';
import { newTags } from './tags';
import {
  checkCount,
  checkLength,
  checkName,
  checkOneOf,
  invalid,
  required,
} from './validation';

const APPROVAL_STATUSES = ['Approved', 'Rejected', 'PendingManualApproval'];

/** By ARN, or by name when it is unversioned; throws when there is none. */
function find(
  nameOrArn: string | undefined,
  context: Context,
): ModelPackageRecord {
  const arn = toArn(
    context,
    'model-package',
    required(nameOrArn, 'modelPackageName'),
  );
  const found = sagemakerOf(context.world, context).modelPackages.get(arn);
  if (!found) {
    throw invalid(`ModelPackage ${arn} does not exist.`);
  }
  return found;
}

const createPackage: Operation<
  CreateModelPackageInput,
  CreateModelPackageOutput
> = (input, context) => {
  const { world } = context;
  checkOneOf(
    input.ModelApprovalStatus,
    'modelApprovalStatus',
    APPROVAL_STATUSES,
  );
  const {
    ModelPackageName,
    ModelPackageGroupName,
    Tags,
    ClientToken,
    ...rest
  } = input;
  if (Boolean(ModelPackageName) === Boolean(ModelPackageGroupName)) {
    throw invalid(
      'Exactly one of ModelPackageName and ModelPackageGroupName is required.',
    );
  }
  const group = ModelPackageGroupName
    ? findModelGroup(ModelPackageGroupName, context)
    : undefined;
  if (group && Tags?.length) {
    throw invalid('Tags cannot be set on a versioned model package.');
  }
  const record = registerModelPackage(world, context, {
    ...rest,
    ModelPackageName:
      ModelPackageName && checkName(ModelPackageName, 'modelPackageName', 63),
    ModelPackageGroupName: group?.ModelPackageGroupName,
    CreatedBy: userContext(context),
    Tags: newTags(Tags),
  });
  return { ModelPackageArn: record.ModelPackageArn };
};

const describePackage: Operation<
  DescribeModelPackageInput,
  DescribeModelPackageOutput
> = ({ ModelPackageName }, context) => ({
  ModelPackageStatusDetails: { ValidationStatuses: [] },
  ...find(ModelPackageName, context),
});

/** Only unversioned packages, the oldest first, unless asked otherwise: that is AWS's default. */
const listPackages: Operation<
  ListModelPackagesInput,
  ListModelPackagesOutput
> = (input, context) => {
  const store = sagemakerOf(context.world, context);
  const {
    ModelPackageType = 'Unversioned',
    ModelPackageGroupName,
    ModelApprovalStatus,
  } = input;
  checkOneOf(ModelPackageType, 'modelPackageType', [
    'Versioned',
    'Unversioned',
    'Both',
  ]);
  checkOneOf(ModelApprovalStatus, 'modelApprovalStatus', APPROVAL_STATUSES);
  const group =
    ModelPackageGroupName === undefined
      ? undefined
      : findModelGroup(ModelPackageGroupName, context);
  const candidates = [...store.modelPackages.values()].filter(record => {
    const isVersioned = record.ModelPackageVersion !== undefined;
    // Naming a group asks for its versions, whatever the type.
    const isOfType = group
      ? record.ModelPackageGroupName === group.ModelPackageGroupName
      : ModelPackageType === 'Both' ||
        isVersioned === (ModelPackageType === 'Versioned');
    return (
      isOfType &&
      (ModelApprovalStatus ?? record.ModelApprovalStatus) ===
        record.ModelApprovalStatus
    );
  });
  const { items, NextToken } = list(candidates, input, {
    nameOf: record => record.ModelPackageName,
    createdOf: record => record.CreationTime,
    keys: {
      CreationTime: record => record.CreationTime,
      Name: record => record.ModelPackageName,
    },
    defaultOrder: 'Ascending',
  });
  return { NextToken, ModelPackageSummaryList: items };
};

const updatePackage: Operation<
  UpdateModelPackageInput,
  UpdateModelPackageOutput
> = (input, context) => {
  const record = find(input.ModelPackageArn, context);
  checkOneOf(
    input.ModelApprovalStatus,
    'modelApprovalStatus',
    APPROVAL_STATUSES,
  );
  checkLength(input.ApprovalDescription, 'approvalDescription', { max: 1024 });
  const properties = {
    ...record.CustomerMetadataProperties,
    ...input.CustomerMetadataProperties,
  };
  for (const key of input.CustomerMetadataPropertiesToRemove ?? []) {
    delete properties[key];
  }
  checkCount(Object.keys(properties), 'customerMetadataProperties', 50);
  const {
    ModelPackageArn,
    CustomerMetadataPropertiesToRemove,
    AdditionalInferenceSpecificationsToAdd,
    ClientToken,
    ...changes
  } = input;
  const previous = record.ModelApprovalStatus;
  Object.assign(record, changes, {
    CustomerMetadataProperties: properties,
    LastModifiedBy: userContext(context),
    LastModifiedTime: context.world.clock.now(),
  });
  emitModelPackageStateChange(context.world, record);
  tellApprovalStatus(context.world, record, previous);
  return { ModelPackageArn: record.ModelPackageArn };
};

const deletePackage: Operation<DeleteModelPackageInput> = (input, context) => {
  const store = sagemakerOf(context.world, context);
  const { ModelPackageArn } = find(input.ModelPackageName, context);
  store.modelPackages.delete(ModelPackageArn);
  store.tags.delete(ModelPackageArn);
};

export const modelPackageOperations = {
  CreateModelPackage: createPackage,
  DescribeModelPackage: describePackage,
  ListModelPackages: listPackages,
  UpdateModelPackage: updatePackage,
  DeleteModelPackage: deletePackage,
};
