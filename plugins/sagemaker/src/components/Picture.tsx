import { Flex, Text } from '@backstage/ui';
import { RemixiconComponentType } from '@remixicon/react';
import { ReactNode, useId } from 'react';

/** What a card shows instead of data: why, and what to do about it. */
export const Picture = (props: {
  icon: RemixiconComponentType;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) => {
  const { icon: Icon, title, children, action } = props;
  const titleId = useId();
  return (
    <Flex
      role="group"
      aria-labelledby={titleId}
      direction="column"
      align="start"
      gap="2"
      py="2"
    >
      <Flex align="center" gap="2">
        <Icon
          size={20}
          aria-hidden
          color="var(--bui-fg-secondary)"
          style={{ flexShrink: 0 }}
        />
        <Text id={titleId} as="p" weight="bold">
          {title}
        </Text>
      </Flex>
      {children}
      {action}
    </Flex>
  );
};
