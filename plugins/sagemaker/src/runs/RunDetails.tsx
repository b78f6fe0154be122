import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { LiveView } from '../components/LiveView';
import { EmptyPicture } from '../components/pictures';
import { useLive } from '../live/useLive';
import { FailureReason } from './RunFacts';
import { StepsTable } from './StepsTable';
import { nodesOf, stepViews } from './stepStates';

/** What a run did: why it failed, in full, its parameters and its steps, live. */
export const RunDetails = (props: {
  entity: Entity;
  /** Of the pipeline. */
  entityRef: string;
  run: PipelineRun;
}) => {
  const { entity, entityRef, run } = props;
  const api = useApi(sagemakerApiRef);
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
      {run.failureReason && <FailureReason reason={run.failureReason} />}
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
        {({ steps }) => (
          <StepsTable views={stepViews(nodesOf(steps), steps, run.status)} />
        )}
      </LiveView>
    </Flex>
  );
};
