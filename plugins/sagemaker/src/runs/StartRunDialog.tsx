import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
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
import { useRef, useState } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { newClientToken } from '../components/newClientToken';
import { describeProblem } from '../components/problems';

const DESCRIPTION_MAX = 3072;

/**
 * Asks once more before a run is started. One dialog starts at most one run, no
 * matter how often it is confirmed: all its attempts carry the same client token.
 */
export const StartRunDialog = (props: {
  entity: Entity;
  onClose: () => void;
  onStarted: () => void;
}) => {
  const { entity, onClose, onStarted } = props;
  const api = useApi(sagemakerApiRef);
  const alertApi = useApi(alertApiRef);
  const [clientToken] = useState(newClientToken);
  const [description, setDescription] = useState('');
  const [error, setError] = useState<Error>();
  const [sending, setSending] = useState(false);
  // State arrives with the next render; a second click may come before that.
  const inFlight = useRef(false);
  const problem = error && describeProblem(error);

  const start = async () => {
    if (inFlight.current) return;
    inFlight.current = true;
    setSending(true);
    setError(undefined);
    try {
      const run = await api.startRun(stringifyEntityRef(entity), {
        clientToken,
        description: description.trim() || undefined,
      });
      alertApi.post({
        message: `Run of ${run.pipelineName} started`,
        severity: 'success',
        display: 'transient',
      });
      onStarted();
    } catch (thrown) {
      setError(toError(thrown));
    } finally {
      inFlight.current = false;
      setSending(false);
    }
  };

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>Start a run</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">
            This starts the pipeline of{' '}
            <strong>{entity.metadata.title ?? entity.metadata.name}</strong> in
            AWS with the parameters that it defines as defaults. Its jobs cost
            money from the moment they run.
          </Text>
          <TextAreaField
            label="Description"
            secondaryLabel="Optional"
            description="Shown in the list of runs."
            value={description}
            onChange={setDescription}
            maxLength={DESCRIPTION_MAX}
          />
          {problem && (
            <Alert
              status="danger"
              icon
              title={
                problem.kind === 'forbidden'
                  ? 'You are not allowed to start a run'
                  : 'The run was not started'
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
        <Button variant="primary" onPress={start} isPending={sending}>
          Start the run
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
