import { Text } from '@backstage/ui';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { RunStep } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { formatDuration } from '../components/format';
import { StatusLabel } from '../components/StatusLabel';
import { statusLook } from '../components/statuses';

/** What is worth knowing of a step beside its status, in words. */
export function stepNote(step: RunStep): string {
  return [
    step.cached && 'From the cache.',
    step.outcome && `Outcome: ${step.outcome}.`,
    (step.attempts ?? 1) > 1 && `${step.attempts} attempts.`,
    step.failureReason,
  ]
    .filter(Boolean)
    .join(' ');
}

export const StepsTable = ({ steps }: { steps: RunStep[] }) => (
  <Table size="small" aria-label="Steps of the run">
    <TableHead>
      <TableRow>
        <TableCell>Step</TableCell>
        <TableCell>Status</TableCell>
        <TableCell>Duration</TableCell>
        <TableCell>Notes</TableCell>
      </TableRow>
    </TableHead>
    <TableBody>
      {steps.map(step => (
        <TableRow key={step.name}>
          <TableCell component="th" scope="row">
            {step.name}
            <Text as="p" variant="body-small" color="secondary">
              {step.type}
            </Text>
          </TableCell>
          <TableCell>
            <StatusLabel look={statusLook(step.status)} />
          </TableCell>
          <TableCell>{formatDuration(step.startedAt, step.endedAt)}</TableCell>
          <TableCell style={{ overflowWrap: 'anywhere' }}>
            {stepNote(step)}
          </TableCell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
);
