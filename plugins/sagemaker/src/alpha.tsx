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
import { pipelinesContent, promotionContent } from './alpha/contents';
import {
  accountSetPicker,
  projectNamePicker,
  projectTemplatePicker,
} from './alpha/formFields';
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
    runsCard,
    promotionCard,
    versionsCard,
    accountSetCard,
    repositoryStandardCard,
    pipelinesContent,
    promotionContent,
    accountSetPicker,
    projectTemplatePicker,
    projectNamePicker,
  ],
});
