import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import type { StageState } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ReactNode, useId } from 'react';
import { StatusLabel } from '../components/StatusLabel';
import { stageLook } from '../components/statuses';

/** What is true in one stage, and below it what waits there. */
export const StageBox = (props: { stage: StageState; children: ReactNode }) => {
  const { stage, children } = props;
  const headingId = useId();
  return (
    <li
      aria-labelledby={headingId}
      style={{
        border: '1px solid var(--bui-border-2)',
        borderRadius: 'var(--bui-radius-3)',
        padding: 'var(--bui-space-3)',
        overflowWrap: 'anywhere',
      }}
    >
      <Flex direction="column" gap="2">
        <Flex
          justify="between"
          align="center"
          gap="2"
          style={{ flexWrap: 'wrap' }}
        >
          <Text id={headingId} as="h4" variant="title-x-small" weight="bold">
            {stage.stage}
          </Text>
          <StatusLabel look={stageLook(stage.stage, stage.status)} />
        </Flex>
        {stage.version !== undefined && (
          <Text as="p" variant="title-small" weight="bold">
            Version {stage.version}
          </Text>
        )}
        <Text as="p">{stage.summary}</Text>
        {stage.running.map(model => (
          <Text
            key={model.endpointArn}
            as="p"
            variant="body-small"
            color="secondary"
          >
            Endpoint {model.endpointName}, {model.endpointStatus}
            {model.version === undefined
              ? `, serves ${
                  model.modelName ?? 'a model'
                } that is not registered in this group`
              : `, serves version ${model.version}`}
          </Text>
        ))}
        <Text as="p" variant="body-small" color="secondary">
          {stage.accountRef ? (
            <EntityRefLink entityRef={stage.accountRef} />
          ) : (
            stage.accountId
          )}{' '}
          {stage.region}
        </Text>
        {children}
      </Flex>
    </li>
  );
};
