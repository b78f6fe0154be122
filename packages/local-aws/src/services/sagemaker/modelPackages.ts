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
import { storeOf } from './sharing';
import {
  ModelPackageRecord,
  SageMakerStore,
  sagemakerOf,
  targetOf,
  toArn,
} from './store';
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

/**
 * By ARN, or by name when it is unversioned; the ARN may be of another account
 * that shares the group for that action. Throws when there is none.
 */
function find(
  nameOrArn: string | undefined,
  context: Context,
  action: string,
): { record: ModelPackageRecord; store: SageMakerStore } {
  const arn = toArn(
    context,
    'model-package',
    required(nameOrArn, 'modelPackageName'),
  );
  const store = storeOf(arn, action, context);
  const record = store.modelPackages.get(arn);
  if (!record) {
    throw invalid(`ModelPackage ${arn} does not exist.`);
  }
  return { record, store };
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
    ? findModelGroup(ModelPackageGroupName, context, 'CreateModelPackage').group
    : undefined;
  if (group && Tags?.length) {
    throw invalid('Tags cannot be set on a versioned model package.');
  }
  const target = group ? targetOf(group.ModelPackageGroupArn) : context;
  const record = registerModelPackage(world, target, {
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
  ...find(ModelPackageName, context, 'DescribeModelPackage').record,
});

/** Only unversioned packages, the oldest first, unless asked otherwise: that is AWS's default. */
const listPackages: Operation<
  ListModelPackagesInput,
  ListModelPackagesOutput
> = (input, context) => {
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
  const named =
    ModelPackageGroupName === undefined
      ? undefined
      : findModelGroup(ModelPackageGroupName, context, 'ListModelPackages');
  // Naming a group asks for its versions, whatever the type.
  const ofType = named
    ? named.store.modelPackages.ofGroup(named.group.ModelPackageGroupName)
    : [...sagemakerOf(context.world, context).modelPackages.values()].filter(
        ({ ModelPackageVersion }) =>
          ModelPackageType === 'Both' ||
          (ModelPackageVersion !== undefined) ===
            (ModelPackageType === 'Versioned'),
      );
  const candidates = ofType.filter(
    record =>
      (ModelApprovalStatus ?? record.ModelApprovalStatus) ===
      record.ModelApprovalStatus,
  );
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
  const { record } = find(input.ModelPackageArn, context, 'UpdateModelPackage');
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
  const { record, store } = find(
    input.ModelPackageName,
    context,
    'DeleteModelPackage',
  );
  const { ModelPackageArn } = record;
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
