import {
  ExecutionRecord,
  sagemakerOf,
  toArn,
} from '../../services/sagemaker/store';
import { metricsOf } from '../metrics';
import { buildPastRun, Story } from '../pastRun';
import { hex } from '../random';
import { resumeRun } from '../simulations/pipelineRuns';
import { createTrainingPipeline } from '../trainingPipeline';
import { namesOf, targetsOf } from '../useCase';
import { scientist } from './people';
import { SeedContext } from './seedContext';
import { runIdOf } from './seedVersions';
import { PastRun } from './useCases';

/** The run that executes at the start is still to be seen some minutes later. */
const SLOWNESS = 20;
export const TRAINING_FAILURE =
  'AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage "ValueError: Input X contains NaN. LogisticRegression does not accept missing values encoded as NaN natively."\nCommand "python -m algorithms.training.train_model", exit code: 1';
/** Below the threshold of the pipelines. */
export const TOO_LOW = {
  accuracy: 0.7614,
  auc: 0.7983,
  f1: 0.7012,
  precision: 0.7344,
  recall: 0.6709,
};

/** A story of the training pipeline of a use case. */
function storyOf(
  { demo, useCase, timeline }: SeedContext,
  id: string,
  hoursAgo: number,
  rest: Partial<Story> = {},
): Story {
  return {
    id,
    end: timeline.hoursAgo(hoursAgo),
    user: scientist(targetsOf(useCase).dev, id),
    metrics: { ...metricsOf(`${demo.name}-models`, demo.versions + 1) },
    ...rest,
  };
}

const PAST: Record<PastRun['what'], Partial<Story>> = {
  stopped: { stopsAt: { step: 'TrainModel', status: 'Stopped' } },
  belowThreshold: { metrics: TOO_LOW },
};

function storiesOf(context: SeedContext): Story[] {
  const { demo, timeline, useCase } = context;
  const { tooling } = targetsOf(useCase);
  const { modelGroup } = namesOf(useCase);
  const id = (what: string) => hex(`${demo.name}/${what}`, 12);
  const succeeded = Array.from({ length: demo.versions }, (_, index) => {
    const version = index + 1;
    return storyOf(context, runIdOf(demo.name, version), 0, {
      end: timeline.registered(version),
      metrics: { ...metricsOf(modelGroup, version) },
      versionArn: toArn(tooling, 'model-package', `${modelGroup}/${version}`),
      attempts: version === demo.retried ? { TrainModel: 2 } : undefined,
    });
  });
  const past = (demo.past ?? []).map(({ hoursAgo, what }) =>
    storyOf(context, id(`${what}/${hoursAgo}`), hoursAgo, PAST[what]),
  );
  const before = [...succeeded, ...past].sort(
    (a, b) => a.end.getTime() - b.end.getTime(),
  );
  switch (demo.runs) {
    case 'none':
      return [];
    case 'failing':
      return [
        ...before,
        ...[6, 4, 1].map(hours =>
          storyOf(context, id(`failed/${hours}`), hours, {
            stopsAt: {
              step: 'TrainModel',
              status: 'Failed',
              reason: TRAINING_FAILURE,
            },
          }),
        ),
      ];
    case 'executing':
      return [
        ...before,
        storyOf(context, id('executing'), 0, {
          stopsAt: { step: 'TrainModel', status: 'Executing' },
        }),
      ];
    default:
      return before;
  }
}

/** Puts runs of a pipeline into its history, the oldest first. */
export function putRuns(
  { world, useCase }: SeedContext,
  pipelineArn: string,
  stories: Story[],
): ExecutionRecord[] {
  const store = sagemakerOf(world, targetsOf(useCase).dev);
  const pipeline = store.pipelines.get(pipelineArn)!;
  return stories.map(story => {
    const record = buildPastRun(store.executions, pipeline, story);
    store.executions.set(record.execution.PipelineExecutionArn, record);
    pipeline.LastRunTime = record.execution.CreationTime;
    return record;
  });
}

/** The training pipeline in the dev account with its history of runs. */
export function seedRuns(context: SeedContext) {
  const { world, useCase, demo, timeline } = context;
  const arn = createTrainingPipeline(world, useCase, timeline.created);
  for (const record of putRuns(context, arn, storiesOf(context))) {
    if (record.execution.PipelineExecutionStatus === 'Executing') {
      resumeRun(world, record, SLOWNESS);
    }
  }
  if (demo.runs === 'failing') {
    world.switches.failingSteps.set(arn, {
      step: 'TrainModel',
      reason: TRAINING_FAILURE,
    });
  }
}
