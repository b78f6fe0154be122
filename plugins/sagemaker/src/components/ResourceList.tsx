import { CopyTextButton } from '@backstage/core-components';
import { Button, Flex, SearchField, Text } from '@backstage/ui';
import { ReactNode, useId, useState } from 'react';

interface Item {
  id: string;
  reason?: string;
}

const STEP = 50;
/** So many can be searched by eye. */
const FEW = 10;

/** Ids, with a reason each where there is one; hundreds can be searched and copied. */
export const ResourceList = (props: {
  title: string;
  items: Item[];
  children?: ReactNode;
}) => {
  const { title, items, children } = props;
  const titleId = useId();
  const [text, setText] = useState('');
  const [shown, setShown] = useState(STEP);
  const wanted = text.trim().toLowerCase();
  const matching = items.filter(({ id, reason = '' }) =>
    `${id} ${reason}`.toLowerCase().includes(wanted),
  );
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="1">
        <Text id={titleId} as="h3" weight="bold">
          {title} ({items.length.toLocaleString()})
        </Text>
        <CopyTextButton
          text={matching
            .map(({ id, reason }) => (reason ? `${id}\t${reason}` : id))
            .join('\n')}
          tooltipText="Copied"
          aria-label={`Copy ${title.toLowerCase()}`}
        />
      </Flex>
      {children && <Text as="p">{children}</Text>}
      {items.length > FEW && (
        <>
          <SearchField
            aria-label={`Search in ${title.toLowerCase()}`}
            placeholder="Search by name or reason"
            value={text}
            onChange={value => {
              setText(value);
              setShown(STEP);
            }}
          />
          <Text as="p" role="status" variant="body-small" color="secondary">
            {wanted && `${matching.length.toLocaleString()} found`}
          </Text>
        </>
      )}
      <ul aria-labelledby={titleId} style={{ margin: 0 }}>
        {matching.slice(0, shown).map(({ id, reason }) => (
          <li key={`${id} ${reason}`} style={{ overflowWrap: 'anywhere' }}>
            <Text as="span">
              <code>{id}</code>
              {reason && `: ${reason}`}
            </Text>
          </li>
        ))}
      </ul>
      {matching.length > shown && (
        <div>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setShown(shown + STEP)}
          >
            {`Show more (${shown} of ${matching.length})`}
          </Button>
        </div>
      )}
    </Flex>
  );
};
