import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import type {
  Approval,
  Promotion,
  StageState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useState } from 'react';
import { describeProblem } from '../components/problems';
import { consequence, Decision } from './consequence';
import { useDecision } from './useDecision';

const REASON_MAX = 400;

/** Takes a decision on what the person sees, with a reason, and shows what it will do. */
export const DecisionDialog = (props: {
  modelGroupRef: string;
  /** Title of the model group, where the page is not about it alone. */
  modelGroup?: string;
  stages: StageState[];
  approval: Approval;
  decision: Decision;
  reload: () => Promise<Promotion | undefined>;
  onClose: () => void;
}) => {
  const {
    modelGroupRef,
    modelGroup,
    stages,
    approval,
    decision,
    reload,
    onClose,
  } = props;
  const [reason, setReason] = useState('');
  const { seen, conflict, error, sending, decide } = useDecision({
    modelGroupRef,
    approval,
    decision,
    reload,
    onDecided: onClose,
  });
  const verb = decision === 'Approved' ? 'Approve' : 'Reject';
  const subject = (seen ?? approval).version;
  const stage = stages.find(({ stage: name }) => name === seen?.stage);
  const problem = error && describeProblem(error);
  const given = reason.trim();

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>
        {verb} {subject === undefined ? 'version' : `version ${subject}`}
        {modelGroup && ` of ${modelGroup}`}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          {conflict && (
            <Alert
              status="warning"
              icon
              title="The picture has changed, nothing was decided"
              description={`${conflict.message} ${
                seen
                  ? 'Below is what waits now; confirm again if you still want to.'
                  : 'Nothing waits for a decision any more.'
              }`}
            />
          )}
          {seen && (
            <>
              <Text as="p" weight="bold">
                {seen.title}
              </Text>
              <Text as="p">{consequence(seen, decision, stage)}</Text>
              {seen.modelPackageArn && (
                <Text
                  as="p"
                  variant="body-small"
                  color="secondary"
                  style={{ overflowWrap: 'anywhere' }}
                >
                  {seen.modelPackageArn}
                </Text>
              )}
            </>
          )}
          <TextAreaField
            label="Reason"
            secondaryLabel="Required"
            description={`Kept in AWS and in the audit log. ${reason.length} of ${REASON_MAX} characters.`}
            isRequired
            value={reason}
            onChange={setReason}
            maxLength={REASON_MAX}
          />
          {problem && (
            <Alert
              status="danger"
              icon
              title={
                problem.kind === 'forbidden'
                  ? 'You are not allowed to decide this'
                  : 'The decision was not taken'
              }
              description={`${problem.message} ${problem.nextStep}`}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button
          variant="primary"
          destructive={decision === 'Rejected'}
          isDisabled={!seen || given.length === 0}
          isPending={sending}
          onPress={() => decide(given)}
        >
          {verb}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
