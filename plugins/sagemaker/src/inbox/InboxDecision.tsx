import { useApi } from '@backstage/core-plugin-api';
import type { ApprovalInboxItem } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { useReading } from '../live/useReading';
import { Decision } from '../promotion/consequence';
import { DecisionDialog } from '../promotion/DecisionDialog';

/** The dialog of the promotion, which is read for what the decision will do. */
export const InboxDecision = (props: {
  item: ApprovalInboxItem;
  decision: Decision;
  /** Reads the inbox anew. */
  reload: () => Promise<unknown>;
  onClose: () => void;
}) => {
  const { item, decision, reload, onClose } = props;
  const { approval, entityRef } = item;
  const api = useApi(sagemakerApiRef);
  const promotion = useReading(
    entityRef,
    useCallback(
      signal => api.getPromotion(entityRef, { signal }),
      [api, entityRef],
    ),
  );
  return (
    <DecisionDialog
      modelGroupRef={entityRef}
      modelGroup={item.title}
      stages={promotion.data?.stages ?? []}
      approval={approval}
      decision={decision}
      reload={async () => {
        const [now] = await Promise.all([promotion.reload(), reload()]);
        return now;
      }}
      onClose={onClose}
    />
  );
};
