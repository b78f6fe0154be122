import { Entity } from '@backstage/catalog-model';
import { ButtonIcon, Flex, Text } from '@backstage/ui';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useId, useState } from 'react';
import { formatDuration, formatTime } from '../components/format';
import { StatusLabel } from '../components/StatusLabel';
import { statusLook } from '../components/statuses';
import { RunDetails } from './RunDetails';
import { RunLink } from './RunLink';
import { StartedBy } from './StartedBy';
import { describeAgainstUsual } from './usualDuration';

const Note = ({ children }: { children: string }) => (
  <Text
    as="p"
    variant="body-small"
    color="secondary"
    truncate
    style={{ maxWidth: '24rem' }}
  >
    {children}
  </Text>
);

/** One run; opens to show its failure reason in full and its steps. */
export const RunRow = (props: {
  /** Of the pipeline, where the run is shown by itself. */
  entityRef: string;
  entity: Entity;
  run: PipelineRun;
  branch?: string;
  /** Milliseconds. */
  usual?: number;
  showPipeline: boolean;
  columns: number;
}) => {
  const { entityRef, entity, run, branch, usual, showPipeline, columns } =
    props;
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const name = run.displayName ?? run.id;
  const comparison = describeAgainstUsual(run, usual);
  return (
    <>
      <TableRow>
        <TableCell>
          <Flex align="center" gap="1">
            <ButtonIcon
              size="small"
              variant="tertiary"
              aria-label={`${open ? 'Hide' : 'Show'} steps of run ${name}`}
              aria-expanded={open}
              aria-controls={open ? detailsId : undefined}
              icon={open ? <RiArrowDownSLine /> : <RiArrowRightSLine />}
              onPress={() => setOpen(!open)}
            />
            <StatusLabel look={statusLook(run.status)} />
          </Flex>
          {run.failureReason && !open && <Note>{run.failureReason}</Note>}
        </TableCell>
        <TableCell>
          <RunLink entityRef={entityRef} run={run} />
        </TableCell>
        {showPipeline && (
          <TableCell>
            {run.pipelineName}
            {branch && <Note>{branch}</Note>}
          </TableCell>
        )}
        <TableCell>{formatTime(run.startedAt)}</TableCell>
        <TableCell>
          {formatDuration(run.startedAt, run.endedAt)}
          {comparison && <Note>{comparison}</Note>}
        </TableCell>
        <TableCell>
          <StartedBy run={run} />
        </TableCell>
      </TableRow>
      {open && (
        <TableRow id={detailsId}>
          <TableCell colSpan={columns}>
            <RunDetails entity={entity} entityRef={entityRef} run={run} />
          </TableCell>
        </TableRow>
      )}
    </>
  );
};
