import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DateTime } from 'luxon';
import { PIPELINE_ARN, run } from '../__testUtils__/fixtures';
import { describeAgainstUsual, usualDuration } from './usualDuration';

const START = '2026-03-02T09:00:00.000Z';
const MINUTE = 60_000;
const after = (minutes: number) =>
  DateTime.fromISO(START).plus({ minutes }).toUTC();
const took = (minutes: number, over: Partial<PipelineRun> = {}) =>
  run({ startedAt: START, endedAt: after(minutes).toISO()!, ...over });

describe('the usual duration', () => {
  it.each<[string, PipelineRun[], number | undefined]>([
    ['of too few runs is not known', [took(10), took(12)], undefined],
    ['is the middle one of three', [took(10), took(50), took(12)], 12],
    [
      'is between the two in the middle of four',
      [took(10), took(50), took(12), took(14)],
      13,
    ],
    [
      'leaves out runs that failed',
      [took(10), took(12), took(14), took(1, { status: 'Failed' })],
      12,
    ],
    [
      'leaves out runs that go on',
      [took(10), took(12), run({ status: 'Executing', endedAt: undefined })],
      undefined,
    ],
    [
      'leaves out other pipelines',
      [took(10), took(12), took(14, { pipelineArn: `${PIPELINE_ARN}-other` })],
      undefined,
    ],
  ])('%s', (_, runs, minutes) => {
    expect(usualDuration(runs, PIPELINE_ARN)).toBe(minutes && minutes * MINUTE);
  });
});

describe('a run beside the usual duration of 12 minutes', () => {
  const goingOn = run({
    startedAt: START,
    endedAt: undefined,
    status: 'Executing',
  });
  it.each<[string, PipelineRun, number, string]>([
    ['as usual', took(12), 60, ''],
    ['a little longer', took(14), 60, ''],
    ['much longer', took(20), 60, '8 min longer than usual'],
    ['much shorter', took(4), 60, '8 min shorter than usual'],
    ['failed early', took(1, { status: 'Failed' }), 60, ''],
    ['goes on', goingOn, 5, 'usually 12 min'],
    ['goes on for long', goingOn, 20, 'longer than usual, which is 12 min'],
  ])('that is %s', (_, one, now, text) => {
    expect(describeAgainstUsual(one, 12 * MINUTE, after(now))).toBe(text);
  });

  it('is not compared with what is not known', () => {
    expect(describeAgainstUsual(took(20), undefined)).toBe('');
  });
});
