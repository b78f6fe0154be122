import { Flex, Text } from '@backstage/ui';
import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ConsoleLink } from '../components/ConsoleLink';
import { Fact, Facts } from '../components/Facts';
import { formatDuration, formatTime } from '../components/format';
import { StatusLabel } from '../components/StatusLabel';
import { statusLook } from '../components/statuses';
import { StartedBy } from './StartedBy';

/** Why a run failed, in full. */
export const FailureReason = ({ reason }: { reason: string }) => (
  <Text as="p" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
    <strong>Failure reason: </strong>
    {reason}
  </Text>
);

/** What is known of a run as a whole. */
export const RunFacts = (props: {
  run: PipelineRun;
  commit?: string;
  repository?: string;
}) => {
  const { run, commit, repository } = props;
  return (
    <Flex direction="column" gap="3">
      <Facts>
        <Fact label="Status">
          <StatusLabel look={statusLook(run.status)} />
        </Fact>
        <Fact label="Pipeline">{run.pipelineName}</Fact>
        <Fact label="Started">{formatTime(run.startedAt)}</Fact>
        <Fact label="Duration">
          {formatDuration(run.startedAt, run.endedAt) || 'Not ended'}
        </Fact>
        {(run.startedByRef ?? run.startedBy) && (
          <Fact label="Started by">
            <StartedBy run={run} />
          </Fact>
        )}
        {commit && <Fact label="Commit">{commit}</Fact>}
        {repository && <Fact label="Repository">{repository}</Fact>}
        <Fact label="Build ID">{run.id}</Fact>
        {run.parameters.map(({ name, value }) => (
          <Fact key={name} label={name}>
            {value}
          </Fact>
        ))}
        {run.consoleUrl && (
          <Fact label="Console">
            <ConsoleLink url={run.consoleUrl}>SageMaker</ConsoleLink>
          </Fact>
        )}
      </Facts>
      {run.description && <Text as="p">{run.description}</Text>}
      {run.failureReason && <FailureReason reason={run.failureReason} />}
    </Flex>
  );
};
