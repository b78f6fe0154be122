import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { ButtonIcon } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { Live } from '../live/useLive';
import { Age } from './Age';
import { LiveView } from './LiveView';

const REFRESH_BY_HAND =
  'Live updates are not installed in this portal: refresh by hand.';

/** A card of live data: says how old it is, and lets a person read it anew. */
export function LiveCard<T extends { asOf: string }>(props: {
  title: string;
  what: string;
  /** Where it is read. */
  source?: string;
  /** How it becomes newer, where no signals tell of changes. */
  hint?: string;
  live: Live<T>;
  actions?: ReactNode;
  empty?: (data: T) => ReactNode | undefined;
  children: (data: T) => ReactNode;
}) {
  const { title, what, source = 'AWS', hint = REFRESH_BY_HAND } = props;
  const { live, actions, empty, children } = props;
  return (
    <EntityInfoCard
      title={title}
      headerActions={
        <>
          {live.data && (
            <Age
              asOf={live.data.asOf}
              isLive={live.isLive}
              source={source}
              hint={live.isLive ? 'Changes appear by themselves.' : hint}
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
