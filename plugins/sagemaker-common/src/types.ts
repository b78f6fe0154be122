/** `spec.type` of the entities of this suite. */
export const TYPE_USE_CASE = 'ml-use-case';
export const TYPE_MODEL_GROUP = 'ml-model';
export const TYPE_PIPELINE = 'ml-pipeline';
export const TYPE_ENDPOINT = 'ml-endpoint';
export const TYPE_ACCOUNT_SET = 'mlops-account-set';
export const TYPE_ACCOUNT = 'cloud-account';
export const TYPE_BUILD_REPOSITORY = 'ml-build';
export const TYPE_DEPLOYMENT_REPOSITORY = 'ml-deployment';
