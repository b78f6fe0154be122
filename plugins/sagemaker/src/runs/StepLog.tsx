import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { LogViewer } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import type { StepLog as Log } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback, useState } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { ConsoleLink } from '../components/ConsoleLink';
import { LiveView } from '../components/LiveView';
import { EmptyPicture } from '../components/pictures';
import { useLive } from '../live/useLive';

const LINES = 200;
const HEIGHT = 320;

/** Lines in the order of time, older pages first. */
export function logText(pages: Log[]): string {
  return pages
    .flatMap(({ lines }) => lines)
    .map(({ at, message }) => `${at} ${message.trimEnd()}`)
    .join('\n');
}

/** The end of a job's log; earlier lines on demand. */
export const StepLog = (props: {
  entity: Entity;
  runId: string;
  stepName: string;
}) => {
  const { entity, runId, stepName } = props;
  const api = useApi(sagemakerApiRef);
  const entityRef = stringifyEntityRef(entity);
  const [pages, setPages] = useState(1);
  const live = useLive(
    entity,
    useCallback(
      async signal => {
        const read: Log[] = [];
        do {
          read.unshift(
            await api.getStepLog(entityRef, runId, stepName, {
              limit: LINES,
              cursor: read[0]?.nextCursor,
              signal,
            }),
          );
        } while (read.length < pages && read[0].nextCursor);
        return read;
      },
      [api, entityRef, runId, stepName, pages],
    ),
  );
  return (
    <section aria-label={`Log of ${stepName}`}>
      <Text as="h4" weight="bold">
        Log
      </Text>
      <LiveView
        live={live}
        what="the log"
        empty={read =>
          read.every(({ lines }) => lines.length === 0) ? (
            <EmptyPicture title="No log yet">
              The job has not written anything so far.
            </EmptyPicture>
          ) : undefined
        }
      >
        {read => (
          <Flex direction="column" gap="2">
            <Flex gap="2" align="center">
              {read[0].nextCursor && (
                <Button
                  size="small"
                  variant="tertiary"
                  onPress={() => setPages(count => count + 1)}
                  isPending={live.loading}
                >
                  Earlier lines
                </Button>
              )}
              {read[0].consoleUrl && (
                <ConsoleLink url={read[0].consoleUrl}>CloudWatch</ConsoleLink>
              )}
            </Flex>
            {read[0].truncated && (
              <Text as="p" variant="body-small" color="secondary">
                Ends of very long lines, or logs of further instances, are left
                out: CloudWatch has them.
              </Text>
            )}
            <div data-testid="log-viewer" style={{ height: HEIGHT }}>
              <LogViewer text={logText(read)} />
            </div>
          </Flex>
        )}
      </LiveView>
    </section>
  );
};
