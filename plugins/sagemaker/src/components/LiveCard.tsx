import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { ButtonIcon } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { Live } from '../live/useLive';
import { Age } from './Age';
import { LiveView } from './LiveView';

/** A card of live data: says how old it is, and lets a person read it anew. */
export function LiveCard<T extends { asOf: string }>(props: {
  title: string;
  what: string;
  live: Live<T>;
  actions?: ReactNode;
  empty?: (data: T) => ReactNode | undefined;
  children: (data: T) => ReactNode;
}) {
  const { title, what, live, actions, empty, children } = props;
  return (
    <EntityInfoCard
      title={title}
      headerActions={
        <>
          {live.data && (
            <Age
              asOf={live.data.asOf}
              isLive={live.isLive}
              source="AWS"
              hint={
                live.isLive
                  ? 'Changes appear by themselves.'
                  : 'Live updates are not installed in this portal: refresh by hand.'
              }
            />
          )}
          <ButtonIcon
            aria-label={`Refresh ${what}`}
            variant="tertiary"
            icon={<RiRefreshLine />}
            isPending={live.loading}
            onPress={live.reload}
          />
          {actions}
        </>
      }
    >
      <LiveView live={live} what={what} empty={empty}>
        {children}
      </LiveView>
    </EntityInfoCard>
  );
}
