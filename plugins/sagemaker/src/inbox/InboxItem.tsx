import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import type { ApprovalInboxItem } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ConsoleLink } from '../components/ConsoleLink';
import { ExplainedButton } from '../components/ExplainedButton';
import { Fact, Facts } from '../components/Facts';
import { TimeAgo } from '../components/TimeAgo';
import { Decision } from '../promotion/consequence';

/** Why the person cannot decide it; undefined when they can. */
function denialOf({ mayDecide, accountRef }: ApprovalInboxItem) {
  if (mayDecide) {
    return undefined;
  }
  return accountRef
    ? `You lack the permission to decide on this model group, or on deployments to the account ${accountRef}.`
    : 'The account that it opens is unknown: open the model group to see what is missing.';
}

/** One approval: what, of which model group, for which stage, since when. */
export const InboxItem = (props: {
  item: ApprovalInboxItem;
  onDecide: (decision: Decision) => void;
}) => {
  const { item, onDecide } = props;
  const { approval, entityRef, title, owner, system } = item;
  const reason = denialOf(item);
  const subject =
    approval.version === undefined ? '' : ` version ${approval.version}`;
  const button = (decision: Decision, verb: string) => (
    <ExplainedButton
      size="small"
      variant={decision === 'Approved' ? 'primary' : 'secondary'}
      aria-label={`${verb}${subject} of ${title} for ${approval.stage}`}
      reason={reason}
      onPress={() => onDecide(decision)}
    >
      {verb}
    </ExplainedButton>
  );
  return (
    <li
      style={{
        borderTop: '1px solid var(--bui-border-1)',
        padding: 'var(--bui-space-3) 0',
      }}
    >
      <Flex gap="4" align="center" style={{ flexWrap: 'wrap' }}>
        <div style={{ flex: '1 1 24rem', minWidth: 0 }}>
          <Text as="p" weight="bold">
            {approval.title}
          </Text>
          <Facts>
            <Fact label="Model group">
              <EntityRefLink entityRef={entityRef}>{title}</EntityRefLink>
            </Fact>
            <Fact label="Stage">
              {approval.stage}, in{' '}
              {approval.kind === 'registry'
                ? 'the model registry'
                : `CodePipeline ${approval.pipelineName ?? ''}`}
            </Fact>
            {approval.since && (
              <Fact label="Waiting since">
                <TimeAgo time={approval.since} />
              </Fact>
            )}
            {owner && (
              <Fact label="Owner">
                <EntityRefLink entityRef={owner} defaultKind="group" />
              </Fact>
            )}
            {system && (
              <Fact label="Use case">
                <EntityRefLink entityRef={system} defaultKind="system" />
              </Fact>
            )}
          </Facts>
          {approval.url && (
            <ConsoleLink url={approval.url}>What to review</ConsoleLink>
          )}
        </div>
        <Flex gap="2">
          {button('Approved', 'Approve')}
          {button('Rejected', 'Reject')}
        </Flex>
      </Flex>
    </li>
  );
};
