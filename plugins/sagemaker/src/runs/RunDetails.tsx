import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { LiveView } from '../components/LiveView';
import { EmptyPicture } from '../components/pictures';
import { useLive } from '../live/useLive';
import { StepsTable } from './StepsTable';

/** What a run did: why it failed, in full, its parameters and its steps, live. */
export const RunDetails = (props: { entity: Entity; run: PipelineRun }) => {
  const { entity, run } = props;
  const api = useApi(sagemakerApiRef);
  const entityRef = stringifyEntityRef(entity);
  const live = useLive(
    entity,
    useCallback(
      signal => api.getRun(entityRef, run.id, { signal }),
      [api, entityRef, run.id],
    ),
  );
  return (
    <Flex direction="column" gap="3" py="2">
      {run.description && <Text as="p">{run.description}</Text>}
      {run.failureReason && (
        <Text
          as="p"
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          <strong>Failure reason: </strong>
          {run.failureReason}
        </Text>
      )}
      {run.parameters.length > 0 && (
        <Text as="p" style={{ overflowWrap: 'anywhere' }}>
          <strong>Parameters: </strong>
          {run.parameters
            .map(({ name, value }) => `${name}=${value}`)
            .join(', ')}
        </Text>
      )}
      <LiveView
        live={live}
        what="steps"
        empty={({ steps }) =>
          steps.length === 0 ? (
            <EmptyPicture title="No steps yet">
              SageMaker has not begun a step of this run.
            </EmptyPicture>
          ) : undefined
        }
      >
        {({ steps }) => <StepsTable steps={steps} />}
      </LiveView>
    </Flex>
  );
};
