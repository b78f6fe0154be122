import { Fault } from '@mlops-foundation/local-aws';
import {
  TOPIC_AWS_EVENTS,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import fc from 'fast-check';
import { AwsAccounts, groupArn } from './__testUtils__/AwsAccounts';
import { eventually, Portal, startPortal } from './__testUtils__/startPortal';
import { REGION, TOOLING } from './__testUtils__/World';

jest.setTimeout(600_000);

const RUNS = 15;
/** What ingestion asks; what changes the world must not fail. */
const READS = ['Search', 'DescribeModelPackageGroup', 'ListTags', 'Scan'];
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

type Step =
  | { do: 'create' | 'delete' | 'tag' | 'event' | 'cloudTrail'; name: string }
  | { do: 'sweep' }
  | { do: 'restart' }
  | { do: 'fault'; kind: Fault['kind']; skip: number };

const name = fc.constantFrom(...NAMES);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('create', 'delete', 'tag', 'event', 'cloudTrail'),
    name,
  }),
  fc.constant({ do: 'sweep' } as const),
  fc.constant({ do: 'restart' } as const),
  fc.record({
    do: fc.constant('fault' as const),
    kind: fc.constantFrom<Fault['kind']>(
      'accessDenied',
      'expiredToken',
      'empty',
      'shortPage',
    ),
    skip: fc.nat({ max: 2 }),
  }),
);

/** Entities that a stopped portal had claimed for stitching are not lost. */
const STOPPED_WHILE_STITCHING: Step[] = [
  { do: 'sweep' },
  { do: 'restart' },
  { do: 'sweep' },
  { do: 'restart' },
  { do: 'restart' },
  { do: 'fault', kind: 'accessDenied', skip: 0 },
  { do: 'restart' },
  { do: 'create', name: 'a' },
];

/** What the world has, and the portal that watches it. */
class Run {
  private readonly groups = new Map<string, number>([['anchor', 0]]);
  private portal?: Portal;
  private knex?: Portal['knex'];

  constructor(private readonly aws: AwsAccounts) {}

  async start() {
    await this.aws.createGroups(['anchor']);
    await this.restart();
  }

  async stop() {
    await this.portal?.stop();
  }

  async take(next: Step) {
    const portal = await this.running();
    switch (next.do) {
      case 'create':
        if (!this.groups.has(next.name)) {
          await this.aws.createGroups([next.name]);
          this.groups.set(next.name, 0);
        }
        break;
      case 'delete':
        if (this.groups.delete(next.name)) {
          await this.aws.deleteGroups([next.name]);
        }
        break;
      case 'tag': {
        const times = this.groups.get(next.name);
        if (times !== undefined) {
          await this.aws.tagGroup(next.name, {
            'mlops:owner': `group:default/team-${times + 1}`,
          });
          this.groups.set(next.name, times + 1);
        }
        break;
      }
      case 'event':
        await portal.publish(TOPIC_RESOURCE_CHANGED, {
          arn: groupArn(next.name),
        });
        break;
      case 'cloudTrail':
        await portal.publish(TOPIC_AWS_EVENTS, deletion(next.name));
        break;
      case 'sweep':
        await portal.sweep();
        break;
      case 'restart':
        await this.restart();
        break;
      default:
        this.aws.local.faults.set(
          READS.map(operation => ({
            kind: next.kind,
            skip: next.skip,
            operation,
          })),
        );
    }
  }

  /** One sweep without faults, later than Search may lag behind. */
  async settle() {
    const portal = await this.running();
    this.aws.local.faults.set([]);
    const later = Date.now() + 5 * 60_000;
    const now = jest.spyOn(Date, 'now').mockReturnValue(later);
    await portal.sweep();
    now.mockRestore();
  }

  /** Owner of every model in the catalog, by its name; the same name twice is two. */
  async shown(): Promise<[string, unknown][]> {
    const portal = await this.running();
    return [...(await portal.entities()).values()]
      .filter(({ spec }) => spec?.type === 'ml-model')
      .map(({ metadata, spec }): [string, unknown] => [
        String(metadata.title),
        spec?.owner,
      ])
      .sort();
  }

  /** The same of every group in the world. */
  expected(): [string, unknown][] {
    return [...this.groups]
      .map(([group, times]): [string, unknown] => [
        group,
        times === 0 ? 'group:default/risk' : `group:default/team-${times}`,
      ])
      .sort();
  }

  private async running(): Promise<Portal> {
    return this.portal ?? this.restart();
  }

  private async restart(): Promise<Portal> {
    await this.portal?.stop();
    this.portal = await startPortal({
      knex: this.knex,
      config: {
        ...this.aws.config,
        // What a stopped portal was processing or stitching is taken up again after this time.
        catalog: {
          processingInterval: { seconds: 1 },
          stitchingStrategy: { stitchTimeout: { seconds: 1 } },
        },
        sagemaker: {
          ...this.aws.config.sagemaker,
          // The guard asks for a second sweep; here one must do.
          ingestion: { removalLimitPercent: 100 },
        },
      },
    });
    this.knex = this.portal.knex;
    return this.portal;
  }
}

function deletion(group: string) {
  return {
    source: 'aws.sagemaker',
    'detail-type': 'AWS API Call via CloudTrail',
    account: TOOLING,
    region: REGION,
    detail: {
      eventName: 'DeleteModelPackageGroup',
      requestParameters: { modelPackageGroupName: group },
    },
  };
}

it('any sequence of changes, events, restarts and faults ends, after one clean sweep, in the world as it is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 25 }),
      async steps => {
        const aws = await AwsAccounts.start();
        const run = new Run(aws);
        try {
          await run.start();
          for (const next of steps) {
            await run.take(next);
          }
          await run.settle();
          await eventually(async () =>
            expect(await run.shown()).toEqual(run.expected()),
          );
        } finally {
          await run.stop();
          await aws.stop();
        }
      },
    ),
    { numRuns: RUNS, examples: [[STOPPED_WHILE_STITCHING]] },
  );
});
