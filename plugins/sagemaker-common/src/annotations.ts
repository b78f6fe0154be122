/** Annotations that other AWS plugins write and read too. */
export const ANNOTATION_AWS_ARN = 'aws.amazon.com/arn';
export const ANNOTATION_AWS_REGION = 'aws.amazon.com/region';
export const ANNOTATION_AWS_ACCOUNT_ID = 'amazonaws.com/account-id';
/** ARN of the CodePipeline that deploys the models of a group. */
export const ANNOTATION_CODEPIPELINE_ARN =
  'aws.amazon.com/aws-codepipeline-arn';

/** ARN of the SageMaker pipeline whose runs register versions in a model group. */
export const ANNOTATION_PIPELINE_ARN = 'mlops-foundation.io/pipeline-arn';
/** ARN of the model package group that an endpoint serves or a pipeline feeds. */
export const ANNOTATION_MODEL_GROUP_ARN = 'mlops-foundation.io/model-group-arn';
/** Entity ref of the account set that a resource lives in. */
export const ANNOTATION_ACCOUNT_SET = 'mlops-foundation.io/account-set';
/** Group that people get access to the accounts of an account set by, where it is known. */
export const ANNOTATION_ACCESS_GROUP = 'mlops-foundation.io/access-group';
/** Git branch that a model group or pipeline belongs to; feature branches only. */
export const ANNOTATION_BRANCH = 'mlops-foundation.io/branch';
/** Id of the SageMaker project, `p-...`. */
export const ANNOTATION_PROJECT_ID = 'mlops-foundation.io/project-id';

/**
 * Tag keys on AWS resources. The first two are SageMaker's own and are set by
 * every project template; the others are set by our templates and actions.
 */
export const TAG_PROJECT_NAME = 'sagemaker:project-name';
export const TAG_PROJECT_ID = 'sagemaker:project-id';
export const TAG_OWNER = 'mlops:owner';
/** On a model package group: ARN of the SageMaker pipeline that feeds it. */
export const TAG_PIPELINE = 'mlops:pipeline';
/** On a model package group: ARN of the CodePipeline that deploys it. */
export const TAG_DEPLOYMENT_PIPELINE = 'mlops:deployment-pipeline';
/** On a pipeline or an endpoint: ARN of its model package group. */
export const TAG_MODEL_GROUP = 'mlops:model-group';
/** On a project or group in an account that several account sets share: entity name of the set. */
export const TAG_ACCOUNT_SET = 'mlops:account-set';
/** On the model group and pipeline of a feature branch: the branch. What has no such tag is never decommissioned. */
export const TAG_BRANCH = 'mlops:branch';
/** On everything an action creates: the task that did, so that a replay adopts it. */
export const TAG_TASK = 'mlops:scaffolder-task';
