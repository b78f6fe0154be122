import { Alert, Flex, Text } from '@backstage/ui';
import type {
  Approval,
  Promotion,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Decision } from './consequence';
import { DeploymentProgress } from './DeploymentProgress';
import { DriftList } from './DriftList';
import { StageList } from './StageList';

/** `Newest version 14, newest approved version 12.` */
export function versionsLine({ latest, approved }: Promotion): string {
  const newest =
    latest === undefined ? 'No version yet' : `Newest version ${latest}`;
  return `${newest}, ${
    approved === undefined
      ? 'none approved'
      : `newest approved version ${approved}`
  }.`;
}

export const PromotionView = (props: {
  modelGroupRef: string;
  promotion: Promotion;
  onDecide: (approval: Approval, decision: Decision) => void;
}) => {
  const { promotion } = props;
  return (
    <Flex direction="column" gap="4">
      <Text as="p">{versionsLine(promotion)}</Text>
      {!promotion.readable && (
        <Alert
          status="warning"
          icon
          title="Some of AWS could not be read"
          description="The stages that are marked as not readable say why. What is shown of the others is true."
        />
      )}
      {promotion.drift.length > 0 && <DriftList drift={promotion.drift} />}
      <StageList {...props} />
      {promotion.deployment && (
        <DeploymentProgress deployment={promotion.deployment} />
      )}
    </Flex>
  );
};
