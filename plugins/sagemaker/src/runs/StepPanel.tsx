import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { StepDetail } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ReactNode, useCallback } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { LiveView } from '../components/LiveView';
import { StatusLabel } from '../components/StatusLabel';
import { useLive } from '../live/useLive';
import { StepJobView } from './StepJobView';
import { StepLog } from './StepLog';
import { stepNote } from './StepsTable';
import { StepView } from './stepStates';

/** One step of a run: how it went, its job with inputs and outputs, and its log. */
export const StepPanel = (props: {
  entity: Entity;
  runId: string;
  view: StepView;
  /** Starts the pipeline anew from this step. */
  rerun?: ReactNode;
}) => {
  const { entity, runId, view, rerun } = props;
  const api = useApi(sagemakerApiRef);
  const entityRef = stringifyEntityRef(entity);
  const { name, type, description } = view.node;
  const hasBegun = view.step !== undefined;
  const live = useLive<StepDetail | undefined>(
    entity,
    useCallback(
      async signal =>
        hasBegun ? api.getStep(entityRef, runId, name, { signal }) : undefined,
      [api, entityRef, runId, name, hasBegun],
    ),
  );
  return (
    <section aria-label={`Step ${name}`}>
      <Flex direction="column" gap="3">
        <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
          <Text as="h3" variant="title-small">
            {name}
          </Text>
          <StatusLabel look={view.look} />
          <Text color="secondary">{type}</Text>
          {rerun}
        </Flex>
        {description && <Text as="p">{description}</Text>}
        {view.step && stepNote(view.step) && (
          <Text
            as="p"
            style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {stepNote(view.step)}
          </Text>
        )}
        {hasBegun && (
          <LiveView live={live} what={`the step ${name}`}>
            {detail =>
              detail?.job && (
                <>
                  <StepJobView job={detail.job} />
                  {detail.job.logGroup && (
                    <StepLog entity={entity} runId={runId} stepName={name} />
                  )}
                </>
              )
            }
          </LiveView>
        )}
      </Flex>
    </section>
  );
};
