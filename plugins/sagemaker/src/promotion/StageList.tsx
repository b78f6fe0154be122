import type {
  Approval,
  Promotion,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ApprovalBox } from './ApprovalBox';
import { Decision } from './consequence';
import { StageBox } from './StageBox';

/** The stages from left to right; on a narrow screen from top to bottom. */
export const StageList = (props: {
  modelGroupRef: string;
  promotion: Promotion;
  onDecide: (approval: Approval, decision: Decision) => void;
}) => {
  const { modelGroupRef, promotion, onDecide } = props;
  return (
    <ol
      aria-label="Stages of the promotion"
      style={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(14rem, 100%), 1fr))',
        gap: 'var(--bui-space-3)',
        listStyle: 'none',
        margin: 0,
        padding: 0,
      }}
    >
      {promotion.stages.map(stage => (
        <StageBox key={stage.stage} stage={stage}>
          {promotion.approvals
            .filter(approval => approval.stage === stage.stage)
            .map(approval => (
              <ApprovalBox
                key={approval.id}
                modelGroupRef={modelGroupRef}
                accountRef={stage.accountRef}
                approval={approval}
                onDecide={decision => onDecide(approval, decision)}
              />
            ))}
        </StageBox>
      ))}
    </ol>
  );
};
