import {
  Button,
  Cell,
  CellText,
  ColumnConfig,
  Flex,
  Table,
  Text,
} from '@backstage/ui';
import type { ModelVersion } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useMemo } from 'react';
import { formatTime, shortCommit, shortPrincipal } from '../components/format';
import { StatusLabel } from '../components/StatusLabel';
import { statusLook } from '../components/statuses';
import { formatMetric } from './comparison';
import { metricOf } from './metricSeries';
import { COMPARED } from './useVersionQuery';
import { MeasuredVersion } from './useVersions';

type Row = ModelVersion & Partial<MeasuredVersion> & { id: string };

/** A version that did not finish registering shows that instead of its approval. */
const versionLook = ({ status, approvalStatus }: ModelVersion) =>
  statusLook(status === 'Completed' ? approvalStatus : status);

const COLUMNS: ColumnConfig<Row>[] = [
  {
    id: 'version',
    label: 'Version',
    defaultWidth: '1fr',
    isRowHeader: true,
    cell: row => (
      <CellText title={String(row.version)} description={row.description} />
    ),
  },
  {
    id: 'approval',
    label: 'Approval',
    // The reason is read, everything else in this table is looked up.
    defaultWidth: '2fr',
    minWidth: 140,
    cell: row => (
      <Cell>
        <StatusLabel look={versionLook(row)} />
        {row.approvalDescription && (
          <Text
            as="p"
            variant="body-small"
            color="secondary"
            style={{ overflowWrap: 'anywhere' }}
          >
            {row.approvalDescription}
          </Text>
        )}
      </Cell>
    ),
  },
  {
    id: 'lifecycle',
    label: 'Lifecycle',
    cell: row => (
      <CellText
        title={row.lifecycle?.stage ?? ''}
        description={row.lifecycle?.status}
      />
    ),
  },
  {
    id: 'created',
    label: 'Created',
    cell: row => (
      <CellText
        title={formatTime(row.createdAt)}
        description={shortPrincipal(row.createdBy)}
      />
    ),
  },
  {
    id: 'commit',
    label: 'Commit',
    cell: row => (
      <CellText title={shortCommit(row.commit)} description={row.repository} />
    ),
  },
  {
    id: 'run',
    label: 'Run',
    cell: row => <CellText title={row.runArn?.split('/').at(-1) ?? ''} />,
  },
];

const metricColumn = (metric: string): ColumnConfig<Row> => ({
  id: 'metric',
  label: metric,
  cell: row => {
    const value = metricOf({ metrics: [], ...row }, metric);
    return (
      <CellText
        title={value === undefined ? '—' : formatMetric(value)}
        description={row.metricsProblem}
      />
    );
  },
});

/** The version with a way to all that is known of it. */
const openColumn = (onOpen: (version: number) => void): ColumnConfig<Row> => ({
  ...COLUMNS[0],
  cell: row => (
    <Cell>
      <Button
        size="small"
        variant="tertiary"
        aria-label={`Open version ${row.version}`}
        onPress={() => onOpen(row.version)}
      >
        {row.version}
      </Button>
      {row.description && (
        <Text as="p" variant="body-small" color="secondary">
          {row.description}
        </Text>
      )}
    </Cell>
  ),
});

/** With `metric`, a column of its figures; with `onMark`, two versions can be marked. */
export const VersionsTable = (props: {
  versions: (ModelVersion & Partial<MeasuredVersion>)[];
  metric?: string;
  marked?: number[];
  onMark?: (versions: number[]) => void;
  onOpen?: (version: number) => void;
  more?: () => void;
  loading: boolean;
}) => {
  const {
    versions,
    metric,
    marked = [],
    onMark,
    onOpen,
    more,
    loading,
  } = props;
  const columns = useMemo(
    () => [
      onOpen ? openColumn(onOpen) : COLUMNS[0],
      ...(metric ? [metricColumn(metric)] : []),
      ...COLUMNS.slice(1),
    ],
    [metric, onOpen],
  );
  return (
    <Flex direction="column" gap="2">
      <Table
        columnConfig={columns}
        data={versions.map(version => ({ ...version, id: version.arn }))}
        pagination={{ type: 'none' }}
        selection={
          onMark && {
            mode: 'multiple',
            behavior: 'toggle',
            selected: versions
              .filter(({ version }) => marked.includes(version))
              .map(({ arn }) => arn),
            onSelectionChange: keys => {
              const chosen = versions
                .filter(({ arn }) => keys === 'all' || keys.has(arn))
                .map(({ version }) => version);
              // The one that was marked last comes in, the oldest mark goes.
              const kept = marked.filter(version => chosen.includes(version));
              const added = chosen.filter(version => !kept.includes(version));
              onMark([...kept, ...added].slice(-COMPARED));
            },
          }
        }
      />
      {more && (
        <Button variant="tertiary" onPress={more} isPending={loading}>
          More versions
        </Button>
      )}
    </Flex>
  );
};
