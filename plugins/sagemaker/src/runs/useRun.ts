import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import type {
  RunDetail,
  RunGraph,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { useLive } from '../live/useLive';

/** A run with the graph of its definition, or with why there is no graph. */
export interface RunWithGraph extends RunDetail {
  graph?: RunGraph;
  graphError?: Error;
}

/** One run, live. Without its definition there is still its list of steps. */
export function useRun(entity: Entity, runId: string) {
  const api = useApi(sagemakerApiRef);
  const entityRef = stringifyEntityRef(entity);
  return useLive<RunWithGraph>(
    entity,
    useCallback(
      async signal => {
        const [detail, drawn] = await Promise.all([
          api.getRun(entityRef, runId, { signal }),
          api.getRunGraph(entityRef, runId, { signal }).then(
            graph => ({ graph }),
            error => ({ graphError: toError(error) }),
          ),
        ]);
        return { ...detail, ...drawn };
      },
      [api, entityRef, runId],
    ),
  );
}
