import type {
  IngestionListing,
  IngestionListingDetails,
  IngestionOverview,
  ListingState,
  UnknownOwner,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { IngestionApi } from '../api/IngestionApi';
import { backendAnswers } from './FakeSageMakerApi';

export const minutesFromNow = (minutes: number) =>
  new Date(Date.now() + minutes * 60_000).toISOString();

/** A listing that was read whole 12 minutes ago. */
export const listing = (
  over: Partial<IngestionListingDetails> = {},
): IngestionListingDetails => ({
  id: '210000000002/eu-west-1/model-group',
  type: 'model-group',
  state: 'ok',
  accountId: '210000000002',
  region: 'eu-west-1',
  accountSet: 'credit-risk',
  finishedAt: minutesFromNow(-12),
  succeededAt: minutesFromNow(-12),
  nextRunAt: minutesFromNow(18),
  durationMs: 2_500,
  calls: 4,
  throttles: 0,
  found: 120,
  entities: 120,
  added: 0,
  changed: 0,
  removed: 0,
  skipped: 0,
  heldBack: 0,
  skippedResources: [],
  heldBackResources: [],
  ...over,
});

export const failedListing = listing({
  id: '220000000002/eu-west-1/pipeline',
  type: 'pipeline',
  state: 'failed',
  accountId: '220000000002',
  accountSet: 'marketing',
  error:
    'Search in account 220000000002, eu-west-1 failed with AccessDeniedException: allow sagemaker:Search for the role that the portal uses in account 220000000002.',
});

export const heldBackListing = listing({
  id: '230000000002/eu-west-1/endpoint',
  type: 'endpoint',
  state: 'held-back',
  accountId: '230000000002',
  accountSet: 'pricing',
  heldBack: 2,
  heldBackResources: [
    'arn:aws:sagemaker:eu-west-1:230000000002:endpoint/one',
    'arn:aws:sagemaker:eu-west-1:230000000002:endpoint/two',
  ],
});

export const partialListing = listing({
  id: '240000000002/us-east-1/project',
  type: 'project',
  state: 'partial',
  accountId: '240000000002',
  region: 'us-east-1',
  accountSet: 'fraud',
  skipped: 120,
  skippedResources: Array.from({ length: 120 }, (_, i) => ({
    id: `arn:aws:sagemaker:us-east-1:240000000002:project/p-${i}`,
    reason: i === 77 ? 'has no name' : 'its name is not unique',
  })),
});

/** The catalog's ingestion in memory. A test replaces the answers that it is about. */
export class FakeIngestionApi implements IngestionApi {
  /** How often the overview was read. */
  reads = 0;
  swept: (string[] | undefined)[] = [];
  listings: IngestionListingDetails[];
  completeSince: string | undefined = minutesFromNow(-12);
  unknownOwners: UnknownOwner[] = [];

  constructor(listings: IngestionListingDetails[] = [listing()]) {
    this.listings = listings;
  }

  /** What happened to a listing in the meantime. */
  change(id: string, over: Partial<IngestionListing>) {
    this.listings = this.listings.map(one =>
      one.id === id ? { ...one, ...over } : one,
    );
  }

  getOverview: IngestionApi['getOverview'] = async query => {
    this.reads++;
    const matching = this.listings.filter(
      ({ state, type, accountId, region, accountSet }) =>
        (query.states.length === 0 || query.states.includes(state)) &&
        (!query.type || query.type === type) &&
        `${accountId} ${region} ${accountSet}`.includes(query.search),
    );
    const overview: IngestionOverview = {
      items: matching.slice(query.offset, query.offset + query.limit),
      totalItems: matching.length,
      states: this.countStates(),
      entities: this.listings.reduce((sum, { entities }) => sum + entities, 0),
      completeSince: this.completeSince,
      unknownOwners: this.unknownOwners,
    };
    return overview;
  };

  getListing: IngestionApi['getListing'] = async id =>
    this.listings.find(one => one.id === id) ??
    backendAnswers(404, {
      name: 'NotFoundError',
      message: `There is no listing '${id}'`,
    });

  sweep: IngestionApi['sweep'] = async ids => {
    this.swept.push(ids);
    const due = ids ?? this.listings.map(({ id }) => id);
    due.forEach(id => this.change(id, { nextRunAt: minutesFromNow(0) }));
    return { due: due.length };
  };

  private countStates() {
    const states: Record<ListingState, number> = {
      never: 0,
      running: 0,
      ok: 0,
      partial: 0,
      'held-back': 0,
      failed: 0,
      retired: 0,
    };
    this.listings.forEach(({ state }) => states[state]++);
    return states;
  }
}
