import { Flex, Text } from '@backstage/ui';
import {
  RiAlertLine,
  RiCheckboxCircleLine,
  RiCircleLine,
  RiCloseCircleLine,
  RiProgress4Line,
} from '@remixicon/react';
import { StatusLook, Tone } from './statuses';

const ICONS = {
  success: RiCheckboxCircleLine,
  danger: RiCloseCircleLine,
  warning: RiAlertLine,
  progress: RiProgress4Line,
  neutral: RiCircleLine,
};
const COLORS: Record<Tone, string> = {
  success: 'var(--bui-fg-positive)',
  danger: 'var(--bui-fg-negative)',
  warning: 'var(--bui-fg-warning)',
  progress: 'var(--bui-fg-announcement)',
  neutral: 'var(--bui-fg-secondary)',
};

/** A status as shape and words; the colour only underlines it. */
export const StatusLabel = ({ look }: { look: StatusLook }) => {
  const Icon = ICONS[look.tone];
  return (
    <Flex align="center" gap="1" style={{ whiteSpace: 'nowrap' }}>
      <Icon
        size={16}
        aria-hidden
        color={COLORS[look.tone]}
        style={{ flexShrink: 0 }}
      />
      <Text as="span" variant="body-medium">
        {look.label}
      </Text>
    </Flex>
  );
};
