import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useState } from 'react';
import { newClientToken } from '../components/newClientToken';
import { describeProblem } from '../components/problems';
import { statusLook } from '../components/statuses';
import { useSendOnce } from '../components/useSendOnce';

/**
 * Asks once more before a run is changed. All attempts of one dialog carry the
 * same client token, so that it changes the run at most once.
 */
export const ConfirmRunDialog = (props: {
  title: string;
  action: string;
  children: string;
  send: (clientToken: string) => Promise<PipelineRun>;
  onClose: () => void;
  onDone: () => void;
}) => {
  const { title, action, children, send, onClose, onDone } = props;
  const alertApi = useApi(alertApiRef);
  const [clientToken] = useState(newClientToken);
  const { sendOnce, sending, error } = useSendOnce();
  const problem = error && describeProblem(error);

  const confirm = () =>
    sendOnce(async () => {
      const run = await send(clientToken);
      alertApi.post({
        message: `Run ${run.displayName ?? run.id}: ${
          statusLook(run.status).label
        }`,
        severity: 'success',
        display: 'transient',
      });
      onDone();
      onClose();
    });

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">{children}</Text>
          {problem && (
            <Alert
              status="danger"
              icon
              title={problem.title}
              description={`${problem.message} ${problem.nextStep}`}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button variant="primary" onPress={confirm} isPending={sending}>
          {action}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
