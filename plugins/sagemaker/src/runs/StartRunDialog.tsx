import { Entity } from '@backstage/catalog-model';
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
  TextAreaField,
} from '@backstage/ui';
import type { Parameter } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback, useState } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { LiveView } from '../components/LiveView';
import { newClientToken } from '../components/newClientToken';
import { describeProblem } from '../components/problems';
import { useSendOnce } from '../components/useSendOnce';
import { useLive } from '../live/useLive';
import { ParameterFields } from './ParameterFields';
import {
  initialValues,
  overrides,
  Values,
  valueProblem,
} from './runParameters';

const DESCRIPTION_MAX = 3072;

/** Where a run begins that takes over the results of an earlier one. */
export interface Selective {
  sourceRunId: string;
  steps: string[];
}

/**
 * The form that starts a run. One dialog starts at most one run, no matter how
 * often it is confirmed: all its attempts carry the same client token.
 */
export const StartRunDialog = (props: {
  entity: Entity;
  /** Of the pipeline, or of what leads to it. */
  entityRef: string;
  /** Values of an earlier run, to begin with. */
  earlier?: Parameter[];
  selective?: Selective;
  onClose: () => void;
  onStarted: (runId: string) => void;
}) => {
  const { entity, entityRef, earlier, selective, onClose, onStarted } = props;
  const api = useApi(sagemakerApiRef);
  const alertApi = useApi(alertApiRef);
  const pipeline = useLive(
    entity,
    useCallback(
      signal => api.getPipeline(entityRef, { signal }),
      [api, entityRef],
    ),
  );
  const [clientToken] = useState(newClientToken);
  const [description, setDescription] = useState('');
  const [entered, setEntered] = useState<Values>();
  const { sendOnce, sending, error } = useSendOnce();
  const problem = error && describeProblem(error);

  const parameters = pipeline.data?.parameters ?? [];
  const values = entered ?? initialValues(parameters, earlier);
  const isInvalid = parameters.some(
    parameter =>
      valueProblem(parameter, values[parameter.name] ?? '') !== undefined,
  );

  const start = () =>
    sendOnce(async () => {
      const run = await api.startRun(entityRef, {
        clientToken,
        description: description.trim() || undefined,
        parameters: overrides(parameters, values),
        selective,
      });
      alertApi.post({
        message: `Run of ${run.pipelineName} started`,
        severity: 'success',
        display: 'transient',
      });
      onStarted(run.id);
    });

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>Start a run</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">
            This starts the pipeline{' '}
            {pipeline.data && <strong>{pipeline.data.name}</strong>} in AWS. Its
            jobs cost money from the moment they run.
          </Text>
          {selective && (
            <Text as="p">
              Only {selective.steps.join(', ')} will run. Everything before
              comes from run {selective.sourceRunId}.
            </Text>
          )}
          <LiveView live={pipeline} what="the parameters of the pipeline">
            {() => (
              <ParameterFields
                parameters={parameters}
                values={values}
                onChange={setEntered}
              />
            )}
          </LiveView>
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
        <Button
          variant="primary"
          onPress={start}
          isPending={sending}
          isDisabled={!pipeline.data || isInvalid}
        >
          Start the run
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
