import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { ingestionApiRef } from '../api/IngestionApi';
import { IngestionClient } from '../api/IngestionClient';
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

export const ingestionApi = ApiBlueprint.make({
  name: 'ingestion',
  params: defineParams =>
    defineParams({
      api: ingestionApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IngestionClient(deps),
    }),
});
