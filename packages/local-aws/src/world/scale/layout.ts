import { Target } from '../../services/platform/target';
import { toArn } from '../../services/sagemaker/store';
import { hex } from '../random';
import { ROLES, Sizes } from './sizes';

const FIRST_ACCOUNT = 300_000_000_001;
/** Every tenth name in an account and region is found in the others, too. */
const COMMON_EVERY = 10;
const TOPICS = [
  'fraud-detection',
  'churn-prediction',
  'demand-forecast',
  'credit-scoring',
  'next-best-offer',
  'price-elasticity',
  'claims-triage',
];

export interface ScaleSet {
  name: string;
  owner: string;
  /** Account ids by role. */
  accounts: Record<string, string>;
}

/** Where one resource goes and what it is called. */
export interface Placed {
  set: ScaleSet;
  target: Target;
  name: string;
  arn: string;
}

export interface Layout {
  sets: ScaleSet[];
  projects: (Placed & { projectId: string })[];
  modelGroups: Placed[];
  pipelines: Placed[];
  endpoints: Placed[];
  /** Of the resources of a list, the one that belongs to the same project as number `index` of another. */
  peerOf<T extends Placed>(index: number, peers: T[]): T | undefined;
}

function layOutSets({ accountSets, accounts }: Sizes): ScaleSet[] {
  const sets = Array.from({ length: accountSets }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    const set: ScaleSet = {
      name: `scale-${number}`,
      owner: `group:default/scale-team-${number}`,
      accounts: {},
    };
    return set;
  });
  for (let index = 0; index < accounts; index++) {
    const role = ROLES[Math.floor(index / accountSets)];
    sets[index % accountSets].accounts[role] = String(FIRST_ACCOUNT + index);
  }
  return sets;
}

/**
 * Spreads the resources, the same way every time. A project has its home in one
 * set and region, in the dev account; what belongs to it goes round the accounts
 * of that set, so that all have the same number in the end.
 */
export function layOut(sizes: Sizes): Layout {
  const sets = layOutSets(sizes);
  const homes = sets.length * sizes.regions.length;
  const strands = sizes.projects || homes;

  function place(
    count: number,
    type: 'project' | 'model-package-group' | 'pipeline' | 'endpoint',
    suffix = '',
  ): Placed[] {
    const ordinals = new Map<string, number>();
    return Array.from({ length: count }, (_, index) => {
      const home = (index % strands) % homes;
      const set = sets[home % sets.length];
      const region = sizes.regions[Math.floor(home / sets.length)];
      const accounts = Object.values(set.accounts);
      const accountId =
        type === 'project'
          ? set.accounts.dev
          : accounts[Math.floor(index / homes) % accounts.length];
      const target = { accountId, region };
      const ordinal = ordinals.get(accountId + region) ?? 0;
      ordinals.set(accountId + region, ordinal + 1);
      const isCommon = ordinal % COMMON_EVERY === COMMON_EVERY - 1;
      const name = isCommon
        ? `common-${TOPICS[ordinal % TOPICS.length]}-${ordinal}${suffix}`
        : `${TOPICS[(index % strands) % TOPICS.length]}-${index}${suffix}`;
      return { set, target, name, arn: toArn(target, type, name) };
    });
  }

  return {
    sets,
    projects: place(sizes.projects, 'project').map(project => ({
      ...project,
      projectId: `p-${hex(project.arn, 12)}`,
    })),
    modelGroups: place(sizes.modelGroups, 'model-package-group', '-models'),
    pipelines: place(sizes.pipelines, 'pipeline', '-training'),
    endpoints: place(sizes.endpoints, 'endpoint'),
    peerOf(index, peers) {
      const strand = index % strands;
      const ofStrand = Math.ceil((peers.length - strand) / strands);
      return ofStrand > 0
        ? peers[strand + strands * (Math.floor(index / strands) % ofStrand)]
        : undefined;
    },
  };
}
