import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  ANNOTATION_AWS_ARN,
  Approval,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback, useState } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { EntityScope } from '../components/EntityScope';
import { LiveCard } from '../components/LiveCard';
import { EmptyPicture } from '../components/pictures';
import { useLive } from '../live/useLive';
import { Decision } from './consequence';
import { DecisionDialog } from './DecisionDialog';
import { PromotionView } from './PromotionView';

const LivePromotion = ({ entity }: { entity: Entity }) => {
  const api = useApi(sagemakerApiRef);
  const modelGroupRef = stringifyEntityRef(entity);
  const live = useLive(
    entity,
    useCallback(
      signal => api.getPromotion(modelGroupRef, { signal }),
      [api, modelGroupRef],
    ),
  );
  // Kept here and not beside the approval, which vanishes when somebody else decides.
  const [asked, setAsked] = useState<{
    approval: Approval;
    decision: Decision;
  }>();
  return (
    <>
      <LiveCard
        title="Promotion"
        what="promotion"
        live={live}
        empty={({ latest, stages, approvals }) =>
          latest === undefined &&
          approvals.length === 0 &&
          stages.every(({ status }) => status === 'empty') ? (
            <EmptyPicture title="No version to promote yet">
              A successful run of the training pipeline registers the first
              version; it then waits here for approval.
            </EmptyPicture>
          ) : undefined
        }
      >
        {promotion => (
          <PromotionView
            modelGroupRef={modelGroupRef}
            promotion={promotion}
            onDecide={(approval, decision) => setAsked({ approval, decision })}
          />
        )}
      </LiveCard>
      {asked && (
        <DecisionDialog
          {...asked}
          modelGroupRef={modelGroupRef}
          stages={live.data?.stages ?? []}
          reload={live.reload}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
};

/** Card: what runs in each stage, what is approved and what waits for whom. */
export const PromotionCard = () => (
  <EntityScope
    title="Promotion"
    annotation={() => ANNOTATION_AWS_ARN}
    hint="Set it to the ARN of the model package group, or let the catalog module for SageMaker bring the entity in."
  >
    {entity => <LivePromotion entity={entity} />}
  </EntityScope>
);
