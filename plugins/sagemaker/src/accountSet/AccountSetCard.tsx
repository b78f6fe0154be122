import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { LiveCard } from '../components/LiveCard';
import { EmptyPicture } from '../components/pictures';
import { statusLook } from '../components/statuses';
import { useLive } from '../live/useLive';
import { AccountSetView } from './AccountSetView';

const LiveAccountSet = ({ entity }: { entity: Entity }) => {
  const api = useApi(sagemakerApiRef);
  const entityRef = stringifyEntityRef(entity);
  const live = useLive(
    entity,
    useCallback(
      signal => api.getAccountSet(entityRef, { signal }),
      [api, entityRef],
    ),
  );
  return (
    <LiveCard
      title="Account set"
      what="account set"
      live={live}
      empty={({ accounts, state }) =>
        accounts.length === 0 ? (
          <EmptyPicture title={`No accounts yet. ${statusLook(state).label}`}>
            The accounts appear as soon as they are provisioned.
          </EmptyPicture>
        ) : undefined
      }
    >
      {accountSet => <AccountSetView accountSet={accountSet} />}
    </LiveCard>
  );
};

/** Card: state, accounts and regions of an account set. */
export const AccountSetCard = () => {
  const { entity } = useEntity();
  return <LiveAccountSet key={stringifyEntityRef(entity)} entity={entity} />;
};
