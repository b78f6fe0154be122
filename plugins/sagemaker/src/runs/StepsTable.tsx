import { Button, Text } from '@backstage/ui';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { RunStep } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { formatDuration } from '../components/format';
import { StatusLabel } from '../components/StatusLabel';
import { StepView } from './stepStates';

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

/** Steps as a list; the name of each opens it where there is something to open. */
export const StepsTable = (props: {
  views: StepView[];
  onSelect?: (stepName: string) => void;
}) => {
  const { views, onSelect } = props;
  return (
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
        {views.map(({ node, step, look }) => (
          <TableRow key={node.name}>
            <TableCell component="th" scope="row">
              {onSelect ? (
                <Button
                  size="small"
                  variant="tertiary"
                  onPress={() => onSelect(node.name)}
                >
                  {node.name}
                </Button>
              ) : (
                node.name
              )}
              <Text as="p" variant="body-small" color="secondary">
                {node.type}
              </Text>
            </TableCell>
            <TableCell>
              <StatusLabel look={look} />
            </TableCell>
            <TableCell>
              {formatDuration(step?.startedAt, step?.endedAt)}
            </TableCell>
            <TableCell style={{ overflowWrap: 'anywhere' }}>
              {step && stepNote(step)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};
