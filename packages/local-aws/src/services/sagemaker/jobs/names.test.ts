import { jobName, runIdOfJob } from './names';

const RUN = 'abcdefghijkl';

describe('jobName', () => {
  it.each([
    [
      'Training',
      'TrainModel',
      /^pipelines-abcdefghijkl-TrainModel-[0-9a-f]{10}$/,
    ],
    ['Processing', 'prepare_all', /^pipelines-abcdefghijkl-prepare-all-/],
    [
      'Processing',
      'AStepWithANameThatIsLongerThanJobsMayHave',
      /^pipelines-abcdefghijkl-AStepWithANameThatIs[A-Za-z]*-[0-9a-f]{10}$/,
    ],
    ['Tuning', 'TuneCandidates', /^abcdefghijkl-HPTunin-[0-9a-f]{10}$/],
  ])('of a %s step %s', (Type, Name, expected) => {
    const name = jobName(RUN, { Name, Type });
    expect(name).toMatch(expected);
    expect(name.length).toBeLessThanOrEqual(Type === 'Tuning' ? 32 : 63);
    expect(runIdOfJob(name)).toBe(RUN);
  });

  it('is another one at the next attempt', () => {
    const step = { Name: 'TrainModel', Type: 'Training' };
    expect(jobName(RUN, step, 2)).not.toBe(jobName(RUN, step, 1));
  });
});
