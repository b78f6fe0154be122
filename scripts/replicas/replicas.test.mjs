import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { until } from '../lib/processes.mjs';
import { countProvided, heldProcess, holdInserts, release } from './holds.mjs';
import { createScene, REGION } from './scene.mjs';

/** A sweep that was killed times out, and the scheduler looks for such once a minute. */
const PATIENCE = { timeoutMs: 5 * 60_000, intervalMs: 1_000 };
/** Entities are handed to the catalog in deltas of so many. */
const DELTA = 1_000;

let scene;
before(async () => {
  scene = await createScene();
});
afterEach(async () => {
  await scene.aws.faults([]);
  await scene.stopReplicas();
});
after(() => scene?.stop());

const askForSweep = catalog => catalog.post('sagemaker/ingestion/sweep', {});

/** Waits until every listing was read after `since`; answers all of them. */
function swept(catalog, since) {
  return until(
    `${catalog.name} shows that everything was read`,
    async () => {
      const listings = await catalog.listings();
      const isDone =
        listings.length > 1 &&
        listings.every(({ succeededAt }) => Date.parse(succeededAt) >= since);
      return isDone && listings;
    },
    PATIENCE,
  );
}

/** ARNs of all entities that the catalog shows, sorted, what is twice twice. */
async function shownArns(catalog) {
  const entities = await catalog.get(
    'entities?fields=metadata.annotations,spec.type',
  );
  return entities
    .filter(({ spec }) => spec.type.startsWith('ml-'))
    .map(({ metadata }) => metadata.annotations['aws.amazon.com/arn'])
    .sort();
}

/** Everything that AWS has is in the catalog, once, and has never left it. */
async function assertComplete(catalog, since) {
  const listings = await swept(catalog, since);
  await until(
    `${catalog.name} has processed everything`,
    async () => {
      const { unprocessed, unstitched } = await catalog.progress();
      return unprocessed === 0 && unstitched === 0;
    },
    PATIENCE,
  );
  assert.deepEqual(await shownArns(catalog), scene.arns);
  for (const { id, removed, heldBack } of listings) {
    assert.deepEqual(
      { id, removed, heldBack },
      { id, removed: 0, heldBack: 0 },
    );
  }
}

async function searches(accountId) {
  const calls = await scene.aws.calls();
  return calls
    .filter(call => call.accountId === accountId && call.operation === 'Search')
    .reduce((sum, { count }) => sum + count, 0);
}

/** Matches the JSON of the entities of all groups in an account. */
const groupsOf = accountId =>
  `%"aws.amazon.com/arn":"arn:aws:sagemaker:${REGION}:${accountId}:model-package-group/%`;

describe('two replicas on one database', () => {
  it('read everything once a round, and have every entity once', async () => {
    const database = await scene.database('pair');
    const replicas = await Promise.all([
      scene.start(database, 'pair-one'),
      scene.start(database, 'pair-two'),
    ]);
    await scene.aws.forgetCalls();
    for (const asked of replicas) {
      const since = Date.now();
      await askForSweep(asked);
      await swept(asked, since);
    }
    await nextTick(database);

    for (const accountId of scene.accounts) {
      assert.equal(await searches(accountId), 2 * scene.pages(accountId));
    }
    for (const replica of replicas) {
      await assertComplete(replica, 0);
      assert.deepEqual(await replica.logged(['error']), []);
    }
  });

  it('go on with one when the other is killed in the middle of a sweep', async () => {
    const database = await scene.database('takeover');
    const replicas = await Promise.all([
      scene.start(database, 'takeover-one'),
      scene.start(database, 'takeover-two'),
    ]);
    const groups = groupsOf(scene.accounts[0]);
    await holdInserts(scene.postgres, database, groups, DELTA / 2);
    const since = Date.now();
    await askForSweep(replicas[0]);
    const held = await heldProcess(scene.postgres);
    const sweeping = replicas.find(({ name }) => name === held);
    const other = replicas.find(({ name }) => name !== held);

    await sweeping.kill();
    await release(scene.postgres, database, held);

    await assertComplete(other, since);
    assert.deepEqual(await other.logged(['error']), []);
  });
});

/** The scheduled task has looked for what is due, on whichever replica, and has ended. */
async function nextTick(database) {
  const ended = async () => {
    const [{ at }] = await scene.postgres.query(
      database,
      `select last_run_ended_at as at from backstage_backend_tasks__tasks
        where id = 'sagemaker-ingestion'`,
    );
    return at;
  };
  const before_ = await ended();
  await until(
    'the next tick of the schedule',
    async () => (await ended()) !== before_,
  );
}

describe('a process killed with SIGKILL', () => {
  const moments = [
    {
      moment: 'while it waits for the last page of a listing',
      name: 'page',
      provided: 0,
      async arrange({ accountId }) {
        // What the account is asked for last is the end of its longest listing.
        await scene.aws.forgetCalls();
        const skip = scene.pages(accountId) - 1;
        await scene.aws.faults([
          { kind: 'timeout', operation: 'Search', accountId, skip },
        ]);
        return {
          reached: () =>
            until(
              'the last page is asked for',
              async () => (await searches(accountId)) > skip,
            ),
          resume: () => scene.aws.faults([]),
        };
      },
    },
    { moment: 'between listing and delta', name: 'listing', provided: 0 },
    { moment: 'between two deltas', name: 'deltas', provided: DELTA },
  ];

  async function holdAt({ database, accountId, killed, provided }) {
    const groups = groupsOf(accountId);
    await holdInserts(scene.postgres, database, groups, provided);
    return {
      reached: () => heldProcess(scene.postgres),
      resume: () => release(scene.postgres, database, killed),
    };
  }

  for (const { moment, name, provided, arrange = holdAt } of moments) {
    it(`${moment} ends complete after a restart`, async () => {
      const database = await scene.database(name);
      const [accountId] = scene.accounts;
      const first = await scene.start(database, `${name}-killed`);
      const { reached, resume } = await arrange({
        database,
        accountId,
        killed: first.name,
        provided,
      });
      const since = Date.now();
      await askForSweep(first);
      await reached();

      await first.kill();
      await resume();
      assert.equal(
        await countProvided(scene.postgres, database, groupsOf(accountId)),
        provided,
      );

      const second = await scene.start(database, `${name}-restarted`);
      await assertComplete(second, since);
      assert.deepEqual(await second.logged(['error']), []);
    });
  }
});
