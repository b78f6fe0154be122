import { Box, Flex, Text } from '@backstage/ui';
import type { Approval } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ConsoleLink } from '../components/ConsoleLink';
import { ExplainedButton } from '../components/ExplainedButton';
import { formatAge } from '../components/format';
import { Decision } from './consequence';
import { useDecidePermission } from './useDecidePermission';

/** Something that waits for a person, with the buttons to decide it. */
export const ApprovalBox = (props: {
  modelGroupRef: string;
  /** Entity ref of the account that the approval opens. */
  accountRef?: string;
  approval: Approval;
  onDecide: (decision: Decision) => void;
}) => {
  const { modelGroupRef, accountRef, approval, onDecide } = props;
  const { loading, reason } = useDecidePermission(modelGroupRef, accountRef);
  const subject =
    approval.version === undefined ? '' : ` version ${approval.version}`;
  const button = (decision: Decision, verb: string) => (
    <ExplainedButton
      size="small"
      variant={decision === 'Approved' ? 'primary' : 'secondary'}
      aria-label={`${verb}${subject} for ${approval.stage}`}
      reason={reason}
      isPending={loading}
      onPress={() => onDecide(decision)}
    >
      {verb}
    </ExplainedButton>
  );
  return (
    <Box bg="warning" p="2" style={{ borderRadius: 'var(--bui-radius-2)' }}>
      <Text as="p" weight="bold">
        {approval.title}
      </Text>
      {approval.since && (
        <Text as="p" variant="body-small">
          Asked {formatAge(approval.since)}
        </Text>
      )}
      {approval.url && (
        <ConsoleLink url={approval.url}>What to review</ConsoleLink>
      )}
      <Flex gap="2" mt="2" style={{ flexWrap: 'wrap' }}>
        {button('Approved', 'Approve')}
        {button('Rejected', 'Reject')}
      </Flex>
    </Box>
  );
};
