import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Flex } from '@backstage/ui';
import { RiRestartLine, RiStopLine } from '@remixicon/react';
import {
  PipelineRun,
  sagemakerRunStartPermission,
  sagemakerRunStopPermission,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useState } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { ExplainedButton } from '../components/ExplainedButton';
import { ConfirmRunDialog } from './ConfirmRunDialog';

const RETRYABLE = ['Failed', 'Stopped'];

/** Stops a run that goes on; retries one that failed or was stopped. */
export const RunActions = (props: {
  entity: Entity;
  run: PipelineRun;
  onChanged: () => void;
}) => {
  const { entity, run, onChanged } = props;
  const api = useApi(sagemakerApiRef);
  const [asked, setAsked] = useState<'stop' | 'retry'>();
  const resourceRef = stringifyEntityRef(entity);
  const stop = usePermission({
    permission: sagemakerRunStopPermission,
    resourceRef,
  });
  const retry = usePermission({
    permission: sagemakerRunStartPermission,
    resourceRef,
  });
  const denied = (
    { allowed, loading }: typeof stop,
    what: string,
  ): string | undefined =>
    allowed || loading
      ? undefined
      : `You are not allowed to ${what} runs of this pipeline. Ask its owner or the platform team.`;

  return (
    <Flex gap="2">
      {run.status === 'Executing' && (
        <ExplainedButton
          variant="secondary"
          iconStart={<RiStopLine />}
          reason={denied(stop, 'stop')}
          isPending={stop.loading}
          onPress={() => setAsked('stop')}
        >
          Stop
        </ExplainedButton>
      )}
      {RETRYABLE.includes(run.status) && (
        <ExplainedButton
          variant="secondary"
          iconStart={<RiRestartLine />}
          reason={denied(retry, 'retry')}
          isPending={retry.loading}
          onPress={() => setAsked('retry')}
        >
          Retry
        </ExplainedButton>
      )}
      {asked === 'stop' && (
        <ConfirmRunDialog
          title="Stop this run?"
          action="Stop the run"
          send={clientToken =>
            api.stopRun(resourceRef, run.id, { clientToken })
          }
          onClose={() => setAsked(undefined)}
          onDone={onChanged}
        >
          The jobs that are running are stopped. Steps that have ended keep
          their results, and the run can be retried later.
        </ConfirmRunDialog>
      )}
      {asked === 'retry' && (
        <ConfirmRunDialog
          title="Retry this run?"
          action="Retry the run"
          send={clientToken =>
            api.retryRun(resourceRef, run.id, { clientToken })
          }
          onClose={() => setAsked(undefined)}
          onDone={onChanged}
        >
          The run goes on from the steps that failed or were stopped, with the
          same definition and parameters. Its jobs cost money from the moment
          they run.
        </ConfirmRunDialog>
      )}
    </Flex>
  );
};
