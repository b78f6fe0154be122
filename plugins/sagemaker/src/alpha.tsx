/**
 * SageMaker MLOps for apps of the new frontend system.
 *
 * @packageDocumentation
 */
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { ingestionApi, sagemakerApi } from './alpha/api';
import {
  accountSetCard,
  promotionCard,
  repositoryStandardCard,
  runsCard,
  versionsCard,
} from './alpha/cards';
import {
  pipelinesContent,
  promotionContent,
  versionsContent,
} from './alpha/contents';
import {
  accountSetPicker,
  deploymentConfig,
  projectNamePicker,
  projectParameters,
  projectTemplatePicker,
  useCaseReview,
} from './alpha/formFields';
import { approvalsWidget } from './alpha/homePage';
import { mlopsPage, rootRouteRef } from './alpha/page';
import { MlopsIcon } from './MlopsIcon';

export default createFrontendPlugin({
  pluginId: 'sagemaker',
  title: 'MLOps',
  icon: <MlopsIcon />,
  routes: { root: rootRouteRef },
  extensions: [
    sagemakerApi,
    ingestionApi,
    mlopsPage,
    approvalsWidget,
    runsCard,
    promotionCard,
    versionsCard,
    accountSetCard,
    repositoryStandardCard,
    pipelinesContent,
    versionsContent,
    promotionContent,
    accountSetPicker,
    projectTemplatePicker,
    projectNamePicker,
    projectParameters,
    useCaseReview,
    deploymentConfig,
  ],
});
