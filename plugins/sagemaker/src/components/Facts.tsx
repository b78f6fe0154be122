import { Text } from '@backstage/ui';
import { ReactNode } from 'react';

/** Named facts side by side, as many in a row as the width allows. */
export const Facts = (props: { children: ReactNode }) => (
  <dl
    style={{
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(11rem, 100%), 1fr))',
      gap: 'var(--bui-space-3)',
      margin: 0,
      overflowWrap: 'anywhere',
    }}
  >
    {props.children}
  </dl>
);

export const Fact = (props: { label: string; children: ReactNode }) => (
  <div>
    <dt>
      <Text as="span" variant="body-small" color="secondary">
        {props.label}
      </Text>
    </dt>
    <dd style={{ margin: 0 }}>{props.children}</dd>
  </div>
);
