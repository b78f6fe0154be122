import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import type {
  Approval,
  Promotion,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useState } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { backendError, isConflict } from '../components/problems';
import { useSendOnce } from '../components/useSendOnce';
import { Decision } from './consequence';

/**
 * Sends a decision together with what the person has seen. When that no longer
 * holds (409), the promotion is read anew and only then does the person see, and
 * decide on, the new state: live updates never change it under an open dialog.
 */
export function useDecision(options: {
  modelGroupRef: string;
  approval: Approval;
  decision: Decision;
  reload: () => Promise<Promotion | undefined>;
  onDecided: () => void;
}) {
  const { modelGroupRef, approval, decision, reload, onDecided } = options;
  const api = useApi(sagemakerApiRef);
  const alertApi = useApi(alertApiRef);
  const [seen, setSeen] = useState<Approval | undefined>(approval);
  const [conflict, setConflict] = useState<Error>();
  const { sendOnce, sending, error } = useSendOnce();

  const decide = (reason: string) =>
    sendOnce(async () => {
      if (!seen) return;
      setConflict(undefined);
      try {
        await api.decideApproval(modelGroupRef, seen.id, {
          decision,
          reason,
          expected: seen.expected,
        });
      } catch (thrown) {
        const failure = toError(thrown);
        if (!isConflict(failure)) throw failure;
        const now = await reload();
        setSeen(now?.approvals.find(({ id }) => id === seen.id));
        setConflict(backendError(failure));
        return;
      }
      alertApi.post({
        message: `${seen.title}: ${decision.toLowerCase()}`,
        severity: 'success',
        display: 'transient',
      });
      await reload();
      onDecided();
    });

  return { seen, conflict, error, sending, decide };
}
