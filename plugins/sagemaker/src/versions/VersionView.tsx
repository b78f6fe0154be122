import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import { useCallback } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { LiveCard } from '../components/LiveCard';
import { useLive } from '../live/useLive';
import { ModelCardView } from './ModelCardView';
import { VersionComparison } from './VersionComparison';

/** One version by itself, or two side by side. */
export const VersionView = (props: {
  entity: Entity;
  versions: number[];
  onClose: () => void;
}) => {
  const { entity, versions, onClose } = props;
  const api = useApi(sagemakerApiRef);
  const entityRef = stringifyEntityRef(entity);
  const key = versions.join(',');
  const live = useLive(
    entity,
    useCallback(
      async signal => {
        const details = await Promise.all(
          key
            .split(',')
            .map(version =>
              api.getVersion(entityRef, Number(version), { signal }),
            ),
        );
        const [asOf] = details.map(detail => detail.asOf).sort();
        return { details, asOf };
      },
      [api, entityRef, key],
    ),
  );
  return (
    <Flex direction="column" gap="3">
      <div>
        <Button
          variant="tertiary"
          iconStart={<RiArrowLeftLine />}
          onPress={onClose}
        >
          All versions
        </Button>
      </div>
      <LiveCard
        title={
          versions.length > 1
            ? `Versions ${versions.join(' and ')}`
            : `Version ${versions[0]}`
        }
        what={versions.length > 1 ? 'the versions' : 'the version'}
        live={live}
      >
        {({ details }) => (
          <Flex direction="column" gap="4">
            <VersionComparison details={details} />
            {details.length === 1 && details[0].modelCard && (
              <ModelCardView card={details[0].modelCard} />
            )}
          </Flex>
        )}
      </LiveCard>
    </Flex>
  );
};
