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
import { formatTime, shortCommit, shortPrincipal } from '../components/format';
import { StatusLabel } from '../components/StatusLabel';
import { statusLook } from '../components/statuses';

type Row = ModelVersion & { id: string };

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

export const VersionsTable = (props: {
  versions: ModelVersion[];
  more?: () => void;
  loading: boolean;
}) => {
  const { versions, more, loading } = props;
  return (
    <Flex direction="column" gap="2">
      <Table
        columnConfig={COLUMNS}
        data={versions.map(version => ({ ...version, id: version.arn }))}
        pagination={{ type: 'none' }}
      />
      {more && (
        <Button variant="tertiary" onPress={more} isPending={loading}>
          More versions
        </Button>
      )}
    </Flex>
  );
};
