import { Flex, Text } from '@backstage/ui';
import type { Deployment } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ConsoleLink } from '../components/ConsoleLink';
import { StatusLabel } from '../components/StatusLabel';
import { statusLook } from '../components/statuses';

/** How far the CI/CD pipeline has come with a version. */
export const DeploymentProgress = ({
  deployment,
}: {
  deployment: Deployment;
}) => (
  <Flex direction="column" gap="2">
    <Flex justify="between" gap="2" style={{ flexWrap: 'wrap' }}>
      <Text as="h4" variant="body-medium" weight="bold">
        {deployment.version === undefined
          ? 'Deployment'
          : `Deployment of version ${deployment.version}`}
      </Text>
      <ConsoleLink url={deployment.consoleUrl}>
        {`CodePipeline ${deployment.pipelineName}`}
      </ConsoleLink>
    </Flex>
    <ol
      aria-label={`Stages of ${deployment.pipelineName}`}
      style={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 'var(--bui-space-2) var(--bui-space-4)',
        listStyle: 'none',
        margin: 0,
        padding: 0,
      }}
    >
      {deployment.stages.map(stage => (
        <li key={stage.name}>
          <Text as="p" variant="body-small" color="secondary">
            {stage.name}
          </Text>
          <StatusLabel look={statusLook(stage.status)} />
          {stage.failureReason && (
            <Text as="p" variant="body-small" color="danger">
              {stage.failureReason}
            </Text>
          )}
        </li>
      ))}
    </ol>
  </Flex>
);
