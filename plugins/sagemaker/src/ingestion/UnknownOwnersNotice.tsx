import { Alert, Button, Flex } from '@backstage/ui';
import type { UnknownOwner } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useId, useState } from 'react';
import { formatCount } from '../components/format';
import { ResourceList } from '../components/ResourceList';

/** Owners that no group or user of the catalog answers to, and what to do about it. */
export const UnknownOwnersNotice = ({ owners }: { owners: UnknownOwner[] }) => {
  const [open, setOpen] = useState(false);
  const listId = useId();
  if (owners.length === 0) return null;
  return (
    <Flex direction="column" gap="2">
      <Alert
        status="warning"
        icon
        title={`${formatCount(
          owners.length,
          'owner is',
          'owners are',
        )} not in the catalog`}
        description="Their entities belong to nobody who can sign in. Create the group in the catalog, or correct the owner tag of the resources in AWS; the next sweep takes it over."
        customActions={
          <Button
            size="small"
            variant="secondary"
            aria-expanded={open}
            aria-controls={open ? listId : undefined}
            onPress={() => setOpen(!open)}
          >
            {open ? 'Hide owners' : 'Show owners'}
          </Button>
        }
      />
      {open && (
        <div id={listId}>
          <ResourceList
            title="Owners that are not in the catalog"
            items={owners.map(({ entityRef, entities }) => ({
              id: entityRef,
              reason: `named by ${formatCount(entities, 'entity', 'entities')}`,
            }))}
          />
        </div>
      )}
    </Flex>
  );
};
