import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { PortalRuns } from './PortalRuns';

const PIPELINE = 'arn:aws:sagemaker:eu-west-1:210000000002:pipeline/Churn';
const run = (id: string, who = 'ann') => ({
  runArn: `${PIPELINE}/execution/${id}`,
  tell: `user:default/${who}`,
  entityRef: 'resource:default/churn-training',
});
const { runArn } = run('1');

describe('PortalRuns', () => {
  const databases = TestDatabases.create({
    ids: ['POSTGRES_18', 'SQLITE_3'],
    disableDocker: true,
  });

  describe.each(databases.eachSupportedId())('%s', id => {
    async function replicas() {
      const database = mockServices.database({
        knex: await databases.init(id),
      });
      return [await PortalRuns.open(database), await PortalRuns.open(database)];
    }
    afterEach(() => jest.restoreAllMocks());

    it('knows who started which run, whoever retried it', async () => {
      const [one, two] = await replicas();
      await one.started(run('1'));
      await one.started(run('1', 'bob'));
      await two.retried(run('1', 'cem'));
      await two.retried(run('2', 'cem'));
      expect(
        await one.startersOf([runArn, run('2').runArn, run('3').runArn]),
      ).toEqual(new Map([[runArn, 'user:default/ann']]));
      expect(await one.waiting(PIPELINE.toLowerCase())).toEqual([
        run('1', 'cem'),
        run('2', 'cem'),
      ]);
      expect(await one.waiting(`${PIPELINE}-other`)).toEqual([]);
    });

    it('tells once, whichever replica comes first', async () => {
      const [one, two] = await replicas();
      await one.started(run('1'));
      const tell = jest.fn(
        () => new Promise<void>(resolve => setTimeout(resolve, 50)),
      );
      await Promise.all([one.once(runArn, tell), two.once(runArn, tell)]);
      await two.once(runArn, tell);
      expect(tell).toHaveBeenCalledTimes(1);
      expect(await two.waiting()).toEqual([]);
    });

    it('tells again when it was retried', async () => {
      const [one] = await replicas();
      const tell = jest.fn(async () => {});
      await one.started(run('1'));
      await one.once(runArn, tell);
      await one.retried(run('1', 'bob'));
      expect(await one.waiting()).toEqual([run('1', 'bob')]);
      await one.once(runArn, tell);
      expect(tell).toHaveBeenCalledTimes(2);
    });

    it('tries again what failed, and not for ever', async () => {
      const [one] = await replicas();
      await one.started(run('1'));
      const tell = jest.fn(() => Promise.reject(new Error('down')));
      for (let time = 0; time < 10; time++) {
        for (const { runArn: arn } of await one.waiting()) {
          await expect(one.once(arn, tell)).rejects.toThrow('down');
        }
      }
      expect(tell).toHaveBeenCalledTimes(5);
    });

    it('takes over from a replica that died while it told', async () => {
      const [one, two] = await replicas();
      await one.started(run('1'));
      await new Promise<void>(isTelling => {
        void one.once(runArn, () => {
          isTelling();
          return new Promise(() => {});
        });
      });
      const tell = jest.fn(async () => {});
      await two.once(runArn, tell);
      expect(tell).not.toHaveBeenCalled();
      jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
      await two.once(runArn, tell);
      expect(tell).toHaveBeenCalledTimes(1);
    });

    it('forgets a run that is gone', async () => {
      const [one] = await replicas();
      await one.started(run('1'));
      await one.forget(runArn);
      expect(await one.waiting()).toEqual([]);
    });
  });
});
