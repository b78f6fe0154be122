import { Alert, Button, Flex, Text } from '@backstage/ui';
import type { ApprovalInboxItem } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useState } from 'react';
import { formatCount } from '../components/format';
import { LiveView } from '../components/LiveView';
import { Decision } from '../promotion/consequence';
import { InboxDecision } from './InboxDecision';
import { InboxEmpty } from './InboxEmpty';
import { InboxFilters } from './InboxFilters';
import { InboxItem } from './InboxItem';
import { useInbox } from './useInbox';
import { useInboxQuery } from './useInboxQuery';

/** All that waits for a person, with the buttons to decide it. */
export const InboxPage = () => {
  const { query, change } = useInboxQuery();
  const { live, more } = useInbox(query);
  // Kept here and not in the list, from which it vanishes when somebody else decides.
  const [asked, setAsked] = useState<{
    item: ApprovalInboxItem;
    decision: Decision;
  }>();
  return (
    <Flex direction="column" gap="4">
      <InboxFilters query={query} shown={live.data} onChange={change} />
      <LiveView
        live={live}
        what="approvals"
        empty={inbox =>
          inbox.items.length === 0 && inbox.readable ? (
            <InboxEmpty inbox={inbox} />
          ) : undefined
        }
      >
        {inbox => (
          <>
            {!inbox.readable && (
              <Alert
                status="warning"
                icon
                title="Some of AWS could not be read"
                description="What waits there is shown as it was before. Show this to the platform team if it stays: the log of the backend says what is missing."
              />
            )}
            <Text as="p" role="status" color="secondary">
              {formatCount(inbox.total, 'approval waits', 'approvals wait')}
            </Text>
            <ul
              aria-label="Approvals"
              style={{ listStyle: 'none', margin: 0, padding: 0 }}
            >
              {inbox.items.map(item => (
                <InboxItem
                  key={`${item.entityRef} ${item.approval.id}`}
                  item={item}
                  onDecide={decision => setAsked({ item, decision })}
                />
              ))}
            </ul>
            {more && (
              <div>
                <Button
                  variant="secondary"
                  isPending={live.loading}
                  onPress={more}
                >
                  Show more
                </Button>
              </div>
            )}
          </>
        )}
      </LiveView>
      {asked && (
        <InboxDecision
          {...asked}
          reload={live.reload}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Flex>
  );
};
