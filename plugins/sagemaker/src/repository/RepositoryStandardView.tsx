import { Flex, Text } from '@backstage/ui';
import type { RepositoryCheck } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ResourceList } from '../components/ResourceList';
import { StatusLabel } from '../components/StatusLabel';

const differencesOf = (
  { violations }: RepositoryCheck,
  kind: RepositoryCheck['violations'][number]['kind'],
) =>
  violations
    .filter(violation => violation.kind === kind)
    .map(({ path, reason }) => ({ id: path, reason }));

export const RepositoryStandardView = ({
  check,
}: {
  check: RepositoryCheck;
}) => {
  const { files, kind, standard, violations } = check;
  const missing = differencesOf(check, 'missing');
  const unexpected = differencesOf(check, 'unexpected');
  return (
    <Flex direction="column" gap="3">
      <StatusLabel
        look={
          violations.length
            ? { tone: 'warning', label: 'Differs from the standard' }
            : { tone: 'success', label: 'Conforms' }
        }
      />
      <Text as="p" color="secondary">
        {`${files.toLocaleString()} files, compared with the standard "${standard}" of ${kind} repositories.`}
      </Text>
      {missing.length > 0 && <ResourceList title="Missing" items={missing} />}
      {unexpected.length > 0 && (
        <ResourceList title="No place in the standard" items={unexpected} />
      )}
    </Flex>
  );
};
