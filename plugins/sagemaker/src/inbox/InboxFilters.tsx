import {
  Flex,
  SearchField,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useEffect, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { ShownInbox } from './useInbox';
import { InboxQuery, isInboxView, TEXT_MAX } from './useInboxQuery';

const TYPING_PAUSE_MS = 250;

/** Mine or all, and a search. */
export const InboxFilters = (props: {
  query: InboxQuery;
  shown?: ShownInbox;
  onChange: (part: Partial<InboxQuery>) => void;
}) => {
  const { query, shown, onChange } = props;
  const view = query.view ?? shown?.view;
  const [text, setText] = useState(query.text);
  useEffect(() => setText(query.text), [query.text]);
  useDebounce(
    () => {
      if (text !== query.text) onChange({ text });
    },
    TYPING_PAUSE_MS,
    [text],
  );
  return (
    <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
      <ToggleButtonGroup
        aria-label="Approvals to show"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={view ? [view] : []}
        onSelectionChange={keys => {
          const [chosen] = [...keys];
          if (isInboxView(chosen)) onChange({ view: chosen });
        }}
      >
        <ToggleButton id="mine">
          For me to decide {shown?.mayDecide.toLocaleString() ?? ''}
        </ToggleButton>
        <ToggleButton id="all">All</ToggleButton>
      </ToggleButtonGroup>
      <SearchField
        aria-label="Search by model group, owner, use case or stage"
        placeholder="Search by model group, owner, use case or stage"
        maxLength={TEXT_MAX}
        value={text}
        onChange={setText}
        style={{ flex: '1 1 18rem', maxWidth: '28rem' }}
      />
    </Flex>
  );
};
