import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { DecisionStore } from '../approvals/DecisionStore';
import { InboxStore } from './InboxStore';

const GROUP = 'arn:group';
const scope = { source: 'registry:1' };
const minute = (count: number) => 1_700_000_000_000 + count * 60_000;
const at = (count: number) => new Date(minute(count)).toISOString();

function waiting(version: number, since = at(0), source = scope.source) {
  return {
    source,
    groupArn: GROUP,
    entityRef: 'resource:default/churn-models',
    approval: {
      id: `registry:${version}`,
      kind: 'registry',
      stage: 'staging',
      title: `Approve version ${version}`,
      version,
      since,
      expected: `Pending@${since}`,
    },
  } as const;
}

describe('InboxStore', () => {
  const databases = TestDatabases.create({
    ids: ['POSTGRES_18', 'SQLITE_3'],
    disableDocker: true,
  });

  describe.each(databases.eachSupportedId())('%s', id => {
    async function replicas() {
      const database = mockServices.database({
        knex: await databases.init(id),
      });
      return {
        one: await InboxStore.open(database),
        two: await InboxStore.open(database),
        decisions: await DecisionStore.open(database),
      };
    }
    const versions = async (store: InboxStore) =>
      (await store.waiting()).map(({ approval }) => approval.version);

    it('has the longest waiting first, and what has no time as of now', async () => {
      const { one, two } = await replicas();
      const { since, ...approval } = waiting(3).approval;
      const found = [
        { ...waiting(3), approval },
        waiting(2, at(2)),
        waiting(1, at(1)),
      ];
      await one.replace(scope, found, minute(5));
      expect(await versions(two)).toEqual([1, 2, 3]);
    });

    it.each([
      ['began first and ends last', minute(1), [2]],
      ['began last', minute(3), [1]],
    ])(
      'believes the reading that began last: one %s',
      async (_, when, left) => {
        const { one, two } = await replicas();
        await one.replace(scope, [waiting(1)], minute(0));
        await one.replace(scope, [waiting(2)], minute(2));
        await two.replace(scope, [waiting(1)], when);
        expect(await versions(one)).toEqual(left);
      },
    );

    it('replaces what one group has, and no other', async () => {
      const { one } = await replicas();
      const other = { ...waiting(7), groupArn: 'arn:other' };
      await one.replace(scope, [waiting(1), other], minute(1));
      await one.replace({ ...scope, groupArn: GROUP }, [], minute(2));
      expect(await versions(one)).toEqual([7]);
    });

    it('keeps what was found where it could not be read, and says so', async () => {
      const { one } = await replicas();
      expect(await one.status()).toEqual({ asOf: undefined, readable: true });
      await one.failed('registry:2');
      expect(await one.status()).toEqual({ asOf: undefined, readable: false });
      await one.replace({ source: 'registry:2' }, [], minute(2));
      await one.replace(scope, [waiting(1)], minute(3));
      expect(await one.status()).toEqual({ asOf: at(2), readable: true });
      await one.failed(scope.source);
      expect(await versions(one)).toEqual([1]);
      expect(await one.status()).toEqual({ asOf: at(2), readable: false });
      await one.keepOnly(['registry:2'], minute(4));
      expect(await versions(one)).toEqual([]);
      expect(await one.status()).toEqual({ asOf: at(2), readable: true });
    });

    it('leaves out what was decided, but not what somebody failed to decide', async () => {
      const { one, decisions } = await replicas();
      await one.replace(scope, [waiting(1), waiting(2)], minute(1));
      const decide = (version: number, work: () => Promise<void>) => {
        const { approval, groupArn: arn } = waiting(version);
        return decisions.once(
          { arn, approvalId: approval.id, expected: approval.expected },
          { decidedBy: 'user:default/ann', decision: 'Approved' },
          work,
        );
      };
      await decide(1, async () => {});
      await expect(
        decide(2, async () => {
          throw new Error('throttled');
        }),
      ).rejects.toThrow('throttled');
      expect(await versions(one)).toEqual([2]);
      await one.replace(scope, [waiting(1, at(4)), waiting(2)], minute(5));
      expect(await versions(one)).toEqual([2, 1]);
    });

    describe('telling', () => {
      const untold = async (store: InboxStore) =>
        (await store.untold()).map(({ approval }) => approval.version);

      it.each([
        ['when it has begun to wait since the first reading', at(2), [2]],
        ['not when it waited before', at(0), []],
      ])('is due %s', async (_, since, due) => {
        const { one } = await replicas();
        await one.replace(scope, [waiting(1)], minute(1));
        await one.replace(scope, [waiting(1), waiting(2, since)], minute(3));
        expect(await untold(one)).toEqual(due);
      });

      it('is not due for a group in a listing that was never read', async () => {
        const { one } = await replicas();
        const part = { ...scope, groupArn: GROUP };
        await one.replace(part, [waiting(1)], minute(1));
        expect(await untold(one)).toEqual([]);
      });

      it('happens in one replica, and again when it failed, but not for ever', async () => {
        const { one, two } = await replicas();
        await one.replace(scope, [], minute(1));
        await one.replace(scope, [waiting(1, at(2))], minute(3));
        const [{ id: row }] = await one.untold();
        const failing = jest.fn().mockRejectedValue(new Error('no route'));
        await expect(one.tellOnce(row, failing)).rejects.toThrow('no route');
        const tell = jest.fn(
          () => new Promise<void>(resolve => setTimeout(resolve, 20)),
        );
        await Promise.all([one.tellOnce(row, tell), two.tellOnce(row, tell)]);
        expect(tell).toHaveBeenCalledTimes(1);
        expect(await untold(two)).toEqual([]);

        await one.replace(scope, [waiting(2, at(4))], minute(5));
        const [{ id: hopeless }] = await one.untold();
        for (let attempt = 0; attempt < 5; attempt++) {
          await expect(one.tellOnce(hopeless, failing)).rejects.toThrow();
        }
        expect(await untold(one)).toEqual([]);
      });

      it('is remembered for a week after it is gone', async () => {
        const { one } = await replicas();
        await one.replace(scope, [], minute(1));
        await one.replace(scope, [waiting(1, at(2))], minute(3));
        const [{ id: row }] = await one.untold();
        await one.tellOnce(row, async () => {});
        await one.replace(scope, [], minute(4));
        const day = 24 * 60;
        await one.keepOnly([scope.source], minute(6 * day));
        await one.replace(scope, [waiting(1, at(2))], minute(6 * day));
        expect(await untold(one)).toEqual([]);
        await one.replace(scope, [], minute(6 * day + 1));
        await one.keepOnly([scope.source], minute(14 * day));
        await one.replace(scope, [waiting(1, at(2))], minute(14 * day));
        expect(await untold(one)).toEqual([1]);
      });
    });
  });
});
