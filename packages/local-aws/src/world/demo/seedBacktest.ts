import { metricsOf } from '../metrics';
import { Story } from '../pastRun';
import { hex } from '../random';
import { putPipeline } from '../trainingPipeline';
import { targetsOf } from '../useCase';
import { BACKTEST, backtestDefinition } from './backtestPipeline';
import { scientist } from './people';
import { SeedContext } from './seedContext';
import { putRuns } from './seedRuns';

const REPORT_FAILURE =
  'AlgorithmError: , exit code: 1\nKeyError: "None of [\'region\'] are in the columns"';
const FRESH = ['CollectSales', 'CollectStock'];

/** A pipeline with many branches, some of them taken from the run of the day before. */
export function seedBacktest(context: SeedContext) {
  const { world, useCase, timeline } = context;
  const { dev } = targetsOf(useCase);
  const arn = putPipeline(world, useCase, {
    name: BACKTEST,
    description: `Compares candidates of ${useCase.name} over the regions`,
    definition: backtestDefinition(useCase),
    created: timeline.hoursAgo(24 * 30),
  });
  const idOf = (day: number) => hex(`${BACKTEST}/${day}`, 12);
  const metrics = { ...metricsOf(BACKTEST, 3) };
  const endings: Record<number, Partial<Story>> = {
    6: { metrics: { ...metrics, accuracy: 0.8123 } },
    4: {
      stopsAt: {
        step: 'EvaluateNorth',
        status: 'Failed',
        reason: REPORT_FAILURE,
      },
    },
    3: { stopsAt: { step: 'TuneCandidates', status: 'Stopped' } },
    2: { attempts: { TrainSouth: 2 } },
  };
  const first = 7;
  const stories = Array.from({ length: first }, (_, index): Story => {
    const day = first - index;
    const cached = FRESH.map(step => [step, `${arn}/execution/${idOf(first)}`]);
    return {
      id: idOf(day),
      end: timeline.hoursAgo(day * 24 - 20),
      user: scientist(dev, BACKTEST),
      metrics,
      cached: day % 2 ? undefined : Object.fromEntries(cached),
      ...endings[day],
    };
  });
  putRuns(context, arn, stories);
}
