import { Alert } from '@backstage/ui';
import type { IngestionListing } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ExplainedButton } from '../components/ExplainedButton';
import { describeProblem } from '../components/problems';
import { listingName } from './states';
import { Sweep } from './useSweep';

function whyNot({ state }: IngestionListing): string | undefined {
  if (state === 'running') return 'It is being read now.';
  if (state === 'retired') return 'A retired listing is no longer read.';
  return undefined;
}

/** Has one listing read now. */
export const SweepButton = (props: {
  listing: IngestionListing;
  sweep: Sweep;
}) => {
  const { listing, sweep } = props;
  return (
    <ExplainedButton
      size="small"
      variant="secondary"
      aria-label={`Sweep now: ${listingName(listing)}`}
      reason={sweep.reason ?? whyNot(listing)}
      isPending={sweep.sending === listing.id}
      onPress={() => sweep.sweep(listing.id)}
    >
      Sweep now
    </ExplainedButton>
  );
};

/** Has all listings read now. */
export const SweepAllButton = ({ sweep }: { sweep: Sweep }) => (
  <ExplainedButton
    variant="primary"
    reason={sweep.reason}
    isPending={sweep.sending === 'all'}
    onPress={() => sweep.sweep()}
  >
    Sweep all now
  </ExplainedButton>
);

export const SweepProblem = ({ error }: { error?: Error }) => {
  if (!error) return null;
  const { kind, message, nextStep } = describeProblem(error);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title="The sweep was not started"
      description={
        kind === 'forbidden'
          ? `${message}. Ask the platform team for access.`
          : `${message} ${nextStep}`
      }
    />
  );
};
