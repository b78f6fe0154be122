import { Entity } from '@backstage/catalog-model';
import { ButtonIcon, Flex, Text } from '@backstage/ui';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useId, useState } from 'react';
import { ConsoleLink } from '../components/ConsoleLink';
import {
  formatDuration,
  formatTime,
  shortPrincipal,
} from '../components/format';
import { StatusLabel } from '../components/StatusLabel';
import { statusLook } from '../components/statuses';
import { RunDetails } from './RunDetails';

/** One run; opens to show its failure reason in full and its steps. */
export const RunRow = (props: {
  entity: Entity;
  run: PipelineRun;
  columns: number;
}) => {
  const { entity, run, columns } = props;
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const name = run.displayName ?? run.id;
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
          {run.failureReason && !open && (
            <Text
              as="p"
              variant="body-small"
              color="secondary"
              truncate
              style={{ maxWidth: '24rem' }}
            >
              {run.failureReason}
            </Text>
          )}
        </TableCell>
        <TableCell>{formatTime(run.startedAt)}</TableCell>
        <TableCell>{formatDuration(run.startedAt, run.endedAt)}</TableCell>
        <TableCell title={run.startedBy}>
          {shortPrincipal(run.startedBy)}
        </TableCell>
        <TableCell>
          {run.consoleUrl && (
            <ConsoleLink url={run.consoleUrl}>SageMaker</ConsoleLink>
          )}
        </TableCell>
      </TableRow>
      {open && (
        <TableRow id={detailsId}>
          <TableCell colSpan={columns}>
            <RunDetails entity={entity} run={run} />
          </TableCell>
        </TableRow>
      )}
    </>
  );
};
