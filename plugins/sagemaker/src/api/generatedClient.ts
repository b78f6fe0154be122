export { DefaultApiClient } from '@mlops-foundation/backstage-plugin-sagemaker-common';
