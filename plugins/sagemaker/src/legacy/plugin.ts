import {
  createApiFactory,
  createPlugin,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { ingestionApiRef } from '../api/IngestionApi';
import { IngestionClient } from '../api/IngestionClient';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { SageMakerClient } from '../api/SageMakerClient';

export const rootRouteRef = createRouteRef({ id: 'sagemaker' });
export const pipelinesRouteRef = createRouteRef({ id: 'sagemaker:pipelines' });
export const versionsRouteRef = createRouteRef({ id: 'sagemaker:versions' });
export const promotionRouteRef = createRouteRef({ id: 'sagemaker:promotion' });

export const sagemakerPlugin = createPlugin({
  id: 'sagemaker',
  routes: { root: rootRouteRef },
  apis: [
    createApiFactory({
      api: sagemakerApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new SageMakerClient(deps),
    }),
    createApiFactory({
      api: ingestionApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IngestionClient(deps),
    }),
  ],
});
