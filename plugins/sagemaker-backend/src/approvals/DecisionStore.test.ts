import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { DecisionStore } from './DecisionStore';

const moment = {
  arn: 'arn:1',
  approvalId: 'registry:1',
  expected: 'Pending@1',
};
const ann = { decidedBy: 'user:default/ann', decision: 'Approved' } as const;
const bob = { decidedBy: 'user:default/bob', decision: 'Rejected' } as const;

describe('DecisionStore', () => {
  const databases = TestDatabases.create({
    ids: ['POSTGRES_18', 'SQLITE_3'],
    disableDocker: true,
  });

  describe.each(databases.eachSupportedId())('%s', id => {
    async function stores() {
      const database = mockServices.database({
        knex: await databases.init(id),
      });
      return [
        await DecisionStore.open(database),
        await DecisionStore.open(database),
      ];
    }
    afterEach(() => jest.restoreAllMocks());

    it('lets one of two replicas decide, and tells the other who did', async () => {
      const [one, two] = await stores();
      const decide = jest.fn(
        () => new Promise<void>(resolve => setTimeout(resolve, 50)),
      );
      const outcomes = await Promise.allSettled([
        one.once(moment, ann, decide),
        two.once(moment, bob, decide),
      ]);
      expect(decide).toHaveBeenCalledTimes(1);
      const refused = outcomes.find(({ status }) => status === 'rejected');
      expect(refused).toMatchObject({ reason: expect.any(ConflictError) });
      expect(JSON.stringify(outcomes.map(({ status }) => status).sort())).toBe(
        '["fulfilled","rejected"]',
      );
    });

    it('remembers who decided', async () => {
      const [one, two] = await stores();
      await one.once(moment, ann, async () => {});
      await expect(two.once(moment, bob, async () => {})).rejects.toThrow(
        "user:default/ann decided 'Approved'",
      );
    });

    it('is free again when the decision failed', async () => {
      const [one, two] = await stores();
      const failing = async () => {
        throw new Error('throttled');
      };
      await expect(one.once(moment, ann, failing)).rejects.toThrow('throttled');
      await expect(two.once(moment, bob, async () => {})).resolves.toBe(
        undefined,
      );
    });

    it('is free again when whoever was deciding has died', async () => {
      const [one, two] = await stores();
      const now = Date.now();
      jest.spyOn(Date, 'now').mockReturnValue(now);
      void one.once(moment, ann, () => new Promise(() => {}));
      await expect(two.once(moment, bob, async () => {})).rejects.toThrow(
        "user:default/ann is deciding 'Approved'",
      );
      jest.spyOn(Date, 'now').mockReturnValue(now + 61_000);
      await expect(two.once(moment, bob, async () => {})).resolves.toBe(
        undefined,
      );
    });

    it('keeps what was shown apart', async () => {
      const [one] = await stores();
      await one.once(moment, ann, async () => {});
      const later = { ...moment, expected: 'Pending@2' };
      await expect(one.once(later, bob, async () => {})).resolves.toBe(
        undefined,
      );
    });
  });
});
