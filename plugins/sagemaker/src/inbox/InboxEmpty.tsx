import { EmptyPicture } from '../components/pictures';
import { ShownInbox } from './useInbox';

/** Why nothing is listed. */
export const InboxEmpty = ({ inbox }: { inbox: ShownInbox }) => {
  const { text } = inbox.query;
  if (text) {
    return (
      <EmptyPicture title={`No approvals match "${text}"`}>
        Search for another part of a model group, owner, use case or stage.
      </EmptyPicture>
    );
  }
  if (inbox.view === 'mine') {
    return (
      <EmptyPicture title="Nothing waits for you">
        Whatever you may decide, on the model group and on the account that it
        opens, appears here.
      </EmptyPicture>
    );
  }
  return (
    <EmptyPicture title="Nothing waits for approval">
      {inbox.asOf
        ? 'New model versions and manual approvals of deployment pipelines appear here, of all model groups that you may see.'
        : 'AWS is read for the first time within a few minutes, once model groups are in the catalog.'}
    </EmptyPicture>
  );
};
