/** How the CI/CD pipeline of a use case stands. */
export type DeploymentStory =
  /** It has never run. */
  | 'none'
  /** Every execution went through to prod. */
  | 'succeeded'
  /** The latest waits at ApproveProd. */
  | 'waiting'
  /** The latest was rolled back in prod. */
  | 'prodFailed'
  /** The latest was rolled back in staging. */
  | 'stagingFailed';

/** A run of the training pipeline that made no version. */
export interface PastRun {
  hoursAgo: number;
  /** Stopped by hand, or its model was worse than the threshold. */
  what: 'stopped' | 'belowThreshold';
}

/** A feature branch with a model group and a pipeline of its own. */
export interface DemoBranch {
  name: string;
  /** For names and S3 keys: the branch and a hash of it. */
  id: string;
  /** Its runs, the oldest first; one that succeeded registered a version. */
  runs: {
    hoursAgo: number;
    what: 'succeeded' | 'failed' | 'belowThreshold';
    /** It took the data and the features from the run before. */
    cached?: boolean;
  }[];
}

/** One use case of the demo world: what it shows, as numbers. */
export interface DemoUseCase {
  name: string;
  description: string;
  /** Name of its account set. */
  set: string;
  /** In a word or two, for people. */
  phase: string;
  /** How long ago the project was made. */
  days: number;
  /** Registered versions; the older ones were decided long ago. */
  versions: number;
  /** Of the newest version. */
  newest?: 'Approved' | 'Rejected' | 'PendingManualApproval';
  /** What the latest runs did; each version has a succeeded run in any case. */
  runs: 'none' | 'succeeding' | 'failing' | 'executing';
  past?: PastRun[];
  /** Version whose run was retried after its training had failed. */
  retried?: number;
  branches?: DemoBranch[];
  /** Version that the endpoint of a stage serves; 0 for a model that was never registered. */
  staging?: number;
  prod?: number;
  deployment: DeploymentStory;
  /** Version of the latest execution of the CI/CD pipeline. */
  deploying?: number;
  /** It has its two git repositories; few have, because each costs start-up time. */
  withRepositories?: boolean;
  /** The template forgot the tag that leads from the model group to its pipeline. */
  withoutPipelineTag?: boolean;
}

export const USE_CASES: DemoUseCase[] = [
  {
    name: 'fraud-detection',
    description: 'Scores card payments for fraud within 50 ms',
    set: 'credit-risk',
    withRepositories: true,
    phase: 'in production',
    days: 320,
    versions: 18,
    newest: 'Approved',
    runs: 'succeeding',
    past: [
      { hoursAgo: 190, what: 'belowThreshold' },
      { hoursAgo: 120, what: 'stopped' },
    ],
    retried: 17,
    branches: [
      {
        name: 'feature/graph-features',
        id: 'graph-features-e91e3519',
        runs: [
          { hoursAgo: 74, what: 'succeeded' },
          { hoursAgo: 50, what: 'failed', cached: true },
          { hoursAgo: 27, what: 'belowThreshold', cached: true },
          { hoursAgo: 5, what: 'succeeded', cached: true },
        ],
      },
      {
        name: 'feature/device-fingerprint',
        id: 'device-fingerp-77757753',
        runs: [{ hoursAgo: 1600, what: 'belowThreshold' }],
      },
    ],
    staging: 18,
    prod: 18,
    deployment: 'succeeded',
    deploying: 18,
  },
  {
    name: 'credit-scoring',
    description: 'Probability of default of a credit application',
    set: 'credit-risk',
    phase: 'waiting for prod approval',
    days: 210,
    versions: 12,
    newest: 'Approved',
    runs: 'succeeding',
    staging: 12,
    prod: 11,
    deployment: 'waiting',
    deploying: 12,
  },
  {
    name: 'loan-default',
    description: 'Early warning of loans that will not be paid back',
    set: 'credit-risk',
    phase: 'pipeline failing',
    days: 150,
    versions: 7,
    newest: 'Approved',
    runs: 'failing',
    staging: 7,
    prod: 7,
    deployment: 'succeeded',
    deploying: 7,
  },
  {
    name: 'aml-alerts',
    description: 'Ranks money laundering alerts for review',
    set: 'credit-risk',
    phase: 'drift: approved is not running',
    days: 260,
    versions: 14,
    newest: 'Approved',
    runs: 'succeeding',
    staging: 12,
    prod: 12,
    deployment: 'succeeded',
    deploying: 12,
  },
  {
    name: 'collections-priority',
    description: 'Orders overdue accounts by the chance of repayment',
    set: 'credit-risk',
    phase: 'new',
    days: 1,
    versions: 0,
    runs: 'none',
    deployment: 'none',
  },
  {
    name: 'churn-prediction',
    description: 'Customers who are about to leave',
    set: 'marketing',
    withRepositories: true,
    phase: 'first model waiting for approval',
    days: 9,
    versions: 1,
    newest: 'PendingManualApproval',
    runs: 'succeeding',
    deployment: 'none',
  },
  {
    name: 'customer-lifetime-value',
    description: 'Expected margin of a customer over five years',
    set: 'marketing',
    phase: 'training now',
    days: 180,
    versions: 9,
    newest: 'Approved',
    runs: 'executing',
    staging: 9,
    prod: 9,
    deployment: 'succeeded',
    deploying: 9,
  },
  {
    name: 'campaign-uplift',
    description: 'Effect of a campaign on a customer',
    set: 'marketing',
    phase: 'rolled back in prod',
    days: 200,
    versions: 10,
    newest: 'Approved',
    runs: 'succeeding',
    staging: 10,
    prod: 9,
    deployment: 'prodFailed',
    deploying: 10,
  },
  {
    name: 'next-best-offer',
    description: 'The offer that a customer is most likely to take',
    set: 'marketing',
    phase: 'newest version rejected',
    days: 240,
    versions: 11,
    newest: 'Rejected',
    runs: 'succeeding',
    staging: 10,
    prod: 10,
    deployment: 'succeeded',
    deploying: 10,
  },
  {
    name: 'product-recommendations',
    description: 'Products that go together, for the shop',
    set: 'marketing',
    phase: 'staging older than prod',
    days: 300,
    versions: 13,
    newest: 'Approved',
    runs: 'succeeding',
    staging: 11,
    prod: 13,
    deployment: 'succeeded',
    deploying: 13,
  },
  {
    name: 'demand-forecast',
    description: 'Demand by shop and article for the next 28 days',
    set: 'forecasting',
    withRepositories: true,
    phase: 'in production',
    days: 350,
    versions: 20,
    newest: 'Approved',
    runs: 'succeeding',
    past: [{ hoursAgo: 260, what: 'stopped' }],
    retried: 19,
    staging: 20,
    prod: 20,
    deployment: 'succeeded',
    deploying: 20,
  },
  {
    name: 'price-elasticity',
    description: 'How demand answers to the price',
    set: 'forecasting',
    phase: 'unregistered model in prod',
    days: 120,
    versions: 5,
    newest: 'Approved',
    runs: 'succeeding',
    staging: 5,
    prod: 0,
    deployment: 'succeeded',
    deploying: 5,
    withoutPipelineTag: true,
  },
  {
    name: 'stock-replenishment',
    description: 'Orders for the warehouses',
    set: 'forecasting',
    phase: 'staging cannot roll back',
    days: 170,
    versions: 8,
    newest: 'Approved',
    runs: 'succeeding',
    staging: 7,
    prod: 7,
    deployment: 'stagingFailed',
    deploying: 8,
  },
  {
    name: 'returns-forecast',
    description: 'Parcels that will come back',
    set: 'forecasting',
    phase: 'new version waiting for approval',
    days: 140,
    versions: 6,
    newest: 'PendingManualApproval',
    runs: 'succeeding',
    staging: 5,
    prod: 5,
    deployment: 'succeeded',
    deploying: 5,
  },
  {
    name: 'churn-baseline',
    description: 'First try at churn, by the pilot team',
    set: 'churn-pilot',
    phase: 'account set decommissioned',
    days: 500,
    versions: 4,
    newest: 'Approved',
    runs: 'none',
    deployment: 'none',
  },
];
