import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { usePermission } from '@backstage/plugin-permission-react';
import { RiPlayLine } from '@remixicon/react';
import {
  Parameter,
  sagemakerRunStartPermission,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useState } from 'react';
import { ExplainedButton } from '../components/ExplainedButton';
import { Selective, StartRunDialog } from './StartRunDialog';

export const StartRunButton = (props: {
  entity: Entity;
  /** Of the pipeline, or of what leads to it; the entity itself when left out. */
  entityRef?: string;
  label?: string;
  /** Values of an earlier run, to begin with. */
  earlier?: Parameter[];
  selective?: Selective;
  onStarted: (runId: string) => void;
}) => {
  const { entity, label = 'Start a run', earlier, selective } = props;
  const { entityRef = stringifyEntityRef(entity), onStarted } = props;
  const [open, setOpen] = useState(false);
  const { allowed, loading } = usePermission({
    permission: sagemakerRunStartPermission,
    resourceRef: entityRef,
  });
  const denied =
    'You are not allowed to start runs of this pipeline. Ask its owner or the platform team.';
  return (
    <>
      <ExplainedButton
        variant="secondary"
        iconStart={<RiPlayLine />}
        reason={allowed || loading ? undefined : denied}
        isPending={loading}
        onPress={() => setOpen(true)}
      >
        {label}
      </ExplainedButton>
      {open && (
        <StartRunDialog
          entity={entity}
          entityRef={entityRef}
          earlier={earlier}
          selective={selective}
          onClose={() => setOpen(false)}
          onStarted={runId => {
            setOpen(false);
            onStarted(runId);
          }}
        />
      )}
    </>
  );
};
