import { Flex, Text } from '@backstage/ui';
import type { StepJob } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ReactNode } from 'react';
import { ConsoleLink } from '../components/ConsoleLink';
import { Fact, Facts } from '../components/Facts';
import { formatDuration } from '../components/format';

const Section = (props: { title: string; children: ReactNode }) => (
  <div>
    <Text as="h4" weight="bold">
      {props.title}
    </Text>
    {props.children}
  </div>
);

const Values = (props: {
  title: string;
  values: { name: string; value: string | number }[];
}) =>
  props.values.length > 0 ? (
    <Section title={props.title}>
      <Facts>
        {props.values.map(({ name, value }) => (
          <Fact key={name} label={name}>
            {value}
          </Fact>
        ))}
      </Facts>
    </Section>
  ) : null;

const Uris = ({ title, uris }: { title: string; uris: StepJob['inputs'] }) =>
  uris.length > 0 ? (
    <Section title={title}>
      <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
        {uris.map(({ name, uri }) => (
          <li key={name} style={{ overflowWrap: 'anywhere' }}>
            {name}: <code>{uri}</code>
          </li>
        ))}
      </ul>
    </Section>
  ) : null;

/** The job behind a step: where and on what it ran, what it read, wrote and measured. */
export const StepJobView = ({ job }: { job: StepJob }) => (
  <Flex direction="column" gap="3">
    <Facts>
      <Fact label={job.kind}>
        {job.consoleUrl ? (
          <ConsoleLink url={job.consoleUrl}>{job.name}</ConsoleLink>
        ) : (
          job.name
        )}
      </Fact>
      <Fact label="Status">{job.status}</Fact>
      <Fact label="Duration">
        {formatDuration(job.startedAt, job.endedAt) || 'Not ended'}
      </Fact>
      {job.instanceType && (
        <Fact label="Instances">
          {job.instanceCount ?? 1} × {job.instanceType}
        </Fact>
      )}
      {job.image && <Fact label="Image">{job.image}</Fact>}
    </Facts>
    {job.failureReason && (
      <Section title="Failure reason">
        <Text
          as="p"
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {job.failureReason}
        </Text>
      </Section>
    )}
    <Values title="Metrics" values={job.metrics} />
    <Uris title="Inputs" uris={job.inputs} />
    <Uris title="Outputs" uris={job.outputs} />
    <Values title="Parameters" values={job.parameters} />
  </Flex>
);
