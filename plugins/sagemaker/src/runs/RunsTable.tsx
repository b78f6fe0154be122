import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Button } from '@backstage/ui';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type {
  PipelineRun,
  RunList,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { RunRow } from './RunRow';
import { usualDuration } from './usualDuration';

/**
 * A plain table instead of the grid of `@backstage/ui`: its rows open to hold
 * another table, which a grid with arrow-key navigation cannot.
 */
export const RunsTable = (props: {
  entity: Entity;
  runs: PipelineRun[];
  pipelines: RunList['pipelines'];
  more?: () => void;
  loading: boolean;
}) => {
  const { entity, runs, pipelines, more, loading } = props;
  const severalPipelines = pipelines.length > 1;
  const columns = [
    'Status',
    'Run',
    ...(severalPipelines ? ['Pipeline'] : []),
    'Started',
    'Duration',
    'Started by',
  ];
  const pipelineOf = (run: PipelineRun) =>
    pipelines.find(({ arn }) => arn === run.pipelineArn);
  return (
    <div style={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="Pipeline runs">
        <TableHead>
          <TableRow>
            {columns.map(column => (
              <TableCell key={column}>{column}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {runs.map(run => (
            <RunRow
              key={run.arn}
              entityRef={
                pipelineOf(run)?.entityRef ?? stringifyEntityRef(entity)
              }
              entity={entity}
              run={run}
              branch={pipelineOf(run)?.branch}
              usual={usualDuration(runs, run.pipelineArn)}
              showPipeline={severalPipelines}
              columns={columns.length}
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
