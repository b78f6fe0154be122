import { Entity } from '@backstage/catalog-model';
import { Button } from '@backstage/ui';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { RunRow } from './RunRow';

const COLUMNS = ['Status', 'Started', 'Duration', 'Started by', 'Console'];

/**
 * A plain table instead of the grid of `@backstage/ui`: its rows open to hold
 * another table, which a grid with arrow-key navigation cannot.
 */
export const RunsTable = (props: {
  entity: Entity;
  runs: PipelineRun[];
  more?: () => void;
  loading: boolean;
}) => {
  const { entity, runs, more, loading } = props;
  return (
    <div style={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="Pipeline runs">
        <TableHead>
          <TableRow>
            {COLUMNS.map(column => (
              <TableCell key={column}>{column}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {runs.map(run => (
            <RunRow
              key={run.arn}
              entity={entity}
              run={run}
              columns={COLUMNS.length}
            />
          ))}
        </TableBody>
      </Table>
      {more && (
        <Button variant="tertiary" onPress={more} isPending={loading}>
          More runs
        </Button>
      )}
    </div>
  );
};
