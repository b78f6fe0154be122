import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { usePermission } from '@backstage/plugin-permission-react';
import { RiPlayLine } from '@remixicon/react';
import { sagemakerRunStartPermission } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useState } from 'react';
import { ExplainedButton } from '../components/ExplainedButton';
import { StartRunDialog } from './StartRunDialog';

export const StartRunButton = (props: {
  entity: Entity;
  onStarted: () => void;
}) => {
  const { entity, onStarted } = props;
  const [open, setOpen] = useState(false);
  const { allowed, loading } = usePermission({
    permission: sagemakerRunStartPermission,
    resourceRef: stringifyEntityRef(entity),
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
        Start a run
      </ExplainedButton>
      {open && (
        <StartRunDialog
          entity={entity}
          onClose={() => setOpen(false)}
          onStarted={() => {
            setOpen(false);
            onStarted();
          }}
        />
      )}
    </>
  );
};
