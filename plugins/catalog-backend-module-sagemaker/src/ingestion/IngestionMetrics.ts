import {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';
import { IngestionType } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Listings } from '../store/Listings';
import { ListingOutcome } from '../store/outcome';
import { oldestSuccesses } from '../status/oldestSuccesses';

/** What sweeps did and how old their results are. Calls to AWS are counted where they are made. */
export class IngestionMetrics {
  private readonly duration: MetricsServiceHistogram;
  private readonly entities: MetricsServiceCounter;

  constructor(metrics: MetricsService, listings: Listings) {
    this.duration = metrics.createHistogram(
      'backstage.sagemaker.ingestion.duration',
      {
        description: 'Time of a listing, by type and outcome',
        unit: 's',
      },
    );
    this.entities = metrics.createCounter(
      'backstage.sagemaker.ingestion.entities',
      {
        description:
          'Entities by type and outcome: added, changed, removed, skipped, held_back',
      },
    );
    metrics
      .createObservableGauge('backstage.sagemaker.ingestion.lag', {
        description:
          'Time since the last good reading of the listing that waits longest, by type',
        unit: 's',
      })
      .addCallback(async result => {
        const now = Date.now();
        for (const [type, at] of oldestSuccesses(await listings.list())) {
          result.observe((now - at) / 1000, { type });
        }
      });
  }

  swept(type: IngestionType, outcome: ListingOutcome) {
    const isGood = outcome.error === undefined;
    this.duration.record(outcome.durationMs / 1000, {
      type,
      outcome: isGood ? 'ok' : 'failed',
    });
    if (isGood) {
      this.entities.add(outcome.added, { type, outcome: 'added' });
      this.entities.add(outcome.changed, { type, outcome: 'changed' });
      this.entities.add(outcome.removed, { type, outcome: 'removed' });
      this.entities.add(outcome.skipped, { type, outcome: 'skipped' });
      this.entities.add(outcome.heldBack, { type, outcome: 'held_back' });
    }
  }
}
