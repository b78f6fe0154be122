import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { rootRouteRef } from '../alpha/page';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { formatCount } from '../components/format';
import { LiveView } from '../components/LiveView';
import { EmptyPicture } from '../components/pictures';
import { TimeAgo } from '../components/TimeAgo';
import { useReading } from '../live/useReading';

const SHOWN = 5;

/** For the home page: what has waited longest of what the person may decide. */
export const InboxWidget = () => {
  const api = useApi(sagemakerApiRef);
  const page = useRouteRef(rootRouteRef)?.();
  const reading = useReading(
    'approvals',
    useCallback(
      signal => api.getApprovals({ limit: SHOWN, mayDecide: true, signal }),
      [api],
    ),
  );
  return (
    <LiveView
      live={{ ...reading, isLive: false }}
      what="approvals"
      empty={({ total }) =>
        total === 0 ? (
          <EmptyPicture title="Nothing waits for you">
            Model versions and deployments that you may decide on appear here.
          </EmptyPicture>
        ) : undefined
      }
    >
      {({ items, total }) => (
        <Flex direction="column" gap="3">
          <ul
            aria-label="Approvals"
            style={{ listStyle: 'none', margin: 0, padding: 0 }}
          >
            {items.map(({ approval, entityRef, title }) => (
              <li key={`${entityRef} ${approval.id}`}>
                <EntityRefLink entityRef={entityRef}>{title}</EntityRefLink>
                <Text as="p">
                  {approval.title}
                  {approval.since && (
                    <>
                      , waiting since <TimeAgo time={approval.since} />
                    </>
                  )}
                </Text>
              </li>
            ))}
          </ul>
          {page && (
            <Link to={`${page}/approvals`}>
              {formatCount(total, 'approval waits', 'approvals wait')} for you
            </Link>
          )}
        </Flex>
      )}
    </LiveView>
  );
};
