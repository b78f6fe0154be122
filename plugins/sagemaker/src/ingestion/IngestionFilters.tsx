import {
  Flex,
  SearchField,
  Select,
  ToggleButton,
  ToggleButtonGroup,
  Tooltip,
  TooltipTrigger,
} from '@backstage/ui';
import type { ListingState } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useEffect, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { isIngestionType, isListingState, STATES, TYPES } from './states';
import { IngestionFilter, TEXT_MAX } from './useIngestionQuery';

const TYPING_PAUSE_MS = 250;
const ANY_TYPE = 'any';
const TYPE_OPTIONS = [
  { value: ANY_TYPE, label: 'All types' },
  ...Object.entries(TYPES).map(([value, label]) => ({ value, label })),
];

/** Counts by state, which filter as well; a search and a type. */
export const IngestionFilters = (props: {
  query: IngestionFilter;
  states: Record<ListingState, number>;
  onChange: (part: Partial<IngestionFilter>) => void;
}) => {
  const { query, states, onChange } = props;
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
    <Flex direction="column" gap="3">
      <ToggleButtonGroup
        aria-label="States to show"
        selectionMode="multiple"
        selectedKeys={query.states}
        onSelectionChange={keys =>
          onChange({ states: [...keys].map(String).filter(isListingState) })
        }
        style={{ flexWrap: 'wrap' }}
      >
        {Object.entries(STATES).map(([state, { label, meaning }]) => (
          <TooltipTrigger key={state}>
            <ToggleButton id={state}>
              {label} {isListingState(state) && states[state].toLocaleString()}
            </ToggleButton>
            <Tooltip>{meaning}</Tooltip>
          </TooltipTrigger>
        ))}
      </ToggleButtonGroup>
      <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
        <SearchField
          aria-label="Search by account, account set or region"
          placeholder="Search by account, account set or region"
          maxLength={TEXT_MAX}
          value={text}
          onChange={setText}
          style={{ flex: '1 1 18rem', maxWidth: '28rem' }}
        />
        <Select
          aria-label="Type"
          options={TYPE_OPTIONS}
          value={query.type ?? ANY_TYPE}
          onChange={value => {
            const type = String(value);
            onChange({ type: isIngestionType(type) ? type : undefined });
          }}
        />
      </Flex>
    </Flex>
  );
};
