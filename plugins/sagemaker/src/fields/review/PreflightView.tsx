import { Button, Flex, Text } from '@backstage/ui';
import { useApi } from '@backstage/core-plugin-api';
import type { UseCasePreflightRequest } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiQuestionLine,
} from '@remixicon/react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { sagemakerApiRef } from '../../api/SageMakerApi';
import { Picture } from '../../components/Picture';
import { LoadingPicture, ProblemPicture } from '../../components/pictures';
import { describeProblem } from '../../components/problems';

const Lines = ({ lines }: { lines: string[] }) => (
  <ul style={{ margin: 0, paddingLeft: 'var(--bui-space-5)' }}>
    {lines.map(line => (
      <li key={line} style={{ overflowWrap: 'anywhere' }}>
        <Text as="span">{line}</Text>
      </li>
    ))}
  </ul>
);

/** Checks the use case in AWS, and says how that came out. */
export const PreflightView = (props: {
  accountSet: string;
  request: UseCasePreflightRequest;
}) => {
  const { accountSet, request } = props;
  const api = useApi(sagemakerApiRef);
  const asked = JSON.stringify([accountSet, request]);
  const { value, error, loading, retry } = useAsyncRetry(
    () => api.checkUseCase(accountSet, request),
    // The request is another object each time; its text tells whether it has changed.
    [api, asked],
  );
  const again = (
    <Button size="small" variant="secondary" onPress={retry}>
      Check again
    </Button>
  );
  if (loading) {
    return <LoadingPicture what="the checks in AWS" />;
  }
  if (error) {
    return <ProblemPicture problem={describeProblem(error)} onRetry={retry} />;
  }
  if (!value) {
    return null;
  }
  const { findings, notChecked } = value;
  return (
    <Flex direction="column" gap="2" role="status">
      {findings.length ? (
        <Picture
          icon={RiErrorWarningLine}
          title={`To correct first: ${findings.length}`}
          action={again}
        >
          <Lines lines={findings.map(({ message }) => message)} />
          <Text as="p" color="secondary">
            Go back and correct what the form can; nothing is created while
            something stands in the way.
          </Text>
        </Picture>
      ) : (
        <Picture
          icon={RiCheckboxCircleLine}
          title="Nothing stands in the way"
          action={again}
        >
          <Text as="p" color="secondary">
            Account set, name, project template, version, parameters, roles and
            connections were checked in AWS just now.
          </Text>
        </Picture>
      )}
      {notChecked.length > 0 && (
        <Picture icon={RiQuestionLine} title="Not checked">
          <Lines lines={notChecked} />
        </Picture>
      )}
    </Flex>
  );
};
