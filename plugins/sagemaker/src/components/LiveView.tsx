import { Alert, Button, Flex } from '@backstage/ui';
import { ReactNode } from 'react';
import { Live } from '../live/useLive';
import { LoadingPicture, ProblemPicture } from './pictures';
import { describeProblem, Problem } from './problems';

/**
 * Decides for every card what is to be seen: a picture while there is nothing to
 * show, else the data, with a note above it when it could not be read anew.
 */
export function LiveView<T>(props: {
  live: Live<T>;
  /** What is loaded, as in "Loading runs". */
  what: string;
  /** Shown instead of the data when it has nothing in it. */
  empty?: (data: T) => ReactNode | undefined;
  /** Words for an error, where those for an entity do not fit. */
  describe?: (error: Error) => Problem;
  children: (data: T) => ReactNode;
}) {
  const { live, what, empty, describe = describeProblem, children } = props;
  if (live.data === undefined) {
    return live.error ? (
      <ProblemPicture problem={describe(live.error)} onRetry={live.reload} />
    ) : (
      <LoadingPicture what={what} />
    );
  }
  const shown = empty?.(live.data) ?? children(live.data);
  if (!live.error) {
    return <>{shown}</>;
  }
  const problem = describe(live.error);
  return (
    <Flex direction="column" gap="3">
      <Alert
        status="warning"
        icon
        title={`Not up to date. ${problem.title}`}
        description={`${problem.message} ${problem.nextStep}`}
        customActions={
          <Button size="small" variant="secondary" onPress={live.reload}>
            Retry
          </Button>
        }
      />
      {shown}
    </Flex>
  );
}
