import {
  Flex,
  SearchField,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { PortfolioList } from './PortfolioList';
import { isView, usePortfolioQuery, VIEWS } from './usePortfolioQuery';

const TYPING_PAUSE_MS = 250;

/** All model groups, use cases and account sets that the person may see. */
export const PortfolioContent = () => {
  const { query, change } = usePortfolioQuery();
  const [text, setText] = useState(query.text);
  useDebounce(() => change({ text }), TYPING_PAUSE_MS, [text]);
  return (
    <Flex direction="column" gap="4">
      <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
        <ToggleButtonGroup
          aria-label="What to list"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[query.view]}
          onSelectionChange={keys => {
            const [view] = [...keys];
            if (isView(view)) change({ view });
          }}
        >
          {Object.entries(VIEWS).map(([view, { label }]) => (
            <ToggleButton key={view} id={view}>
              {label}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <SearchField
          aria-label="Search by name or owner"
          placeholder="Search by name or owner"
          value={text}
          onChange={setText}
        />
      </Flex>
      <PortfolioList key={`${query.view}?${query.text}`} query={query} />
    </Flex>
  );
};
