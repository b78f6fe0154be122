import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { SageMakerClient } from '../api/SageMakerClient';

export const sagemakerApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: sagemakerApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new SageMakerClient(deps),
    }),
});
