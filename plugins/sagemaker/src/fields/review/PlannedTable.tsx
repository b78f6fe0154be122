import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { PlannedResource } from './planned';

const CELL = {
  textAlign: 'left',
  verticalAlign: 'top',
  padding: 'var(--bui-space-2) var(--bui-space-3) var(--bui-space-2) 0',
  borderBottom: '1px solid var(--bui-border-2)',
  overflowWrap: 'anywhere',
} as const;

const Head = ({ children }: { children: string }) => (
  <th scope="col" style={CELL}>
    <Text as="span" variant="body-small" color="secondary">
      {children}
    </Text>
  </th>
);

const Cell = (props: { children: ReactNode; isProse?: boolean }) => (
  <td style={props.isProse ? { ...CELL, overflowWrap: 'normal' } : CELL}>
    <Text as="span">{props.children}</Text>
  </td>
);

/** What will be created, and in which account. */
export const PlannedTable = (props: {
  resources: PlannedResource[];
  /** Names the table. */
  caption: string;
}) => (
  <table style={{ borderCollapse: 'collapse', width: '100%' }}>
    <caption style={{ textAlign: 'left' }}>
      <Text as="span" weight="bold">
        {props.caption}
      </Text>
    </caption>
    <thead>
      <tr>
        <Head>What</Head>
        <Head>Name</Head>
        <Head>Where</Head>
      </tr>
    </thead>
    <tbody>
      {props.resources.map(({ kind, name, place, later }) => (
        <tr key={`${kind} ${place}`}>
          <Cell isProse>{kind}</Cell>
          <Cell>
            <code>{name}</code>
          </Cell>
          <Cell>
            {place}
            {later && `, ${later}`}
          </Cell>
        </tr>
      ))}
    </tbody>
  </table>
);
