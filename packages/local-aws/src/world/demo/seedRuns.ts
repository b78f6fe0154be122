import {
  allSteps,
  parseDefinition,
  StepDefinition,
} from '../../services/sagemaker/pipelineDefinition';
import {
  ExecutionRecord,
  sagemakerOf,
  toArn,
} from '../../services/sagemaker/store';
import { fraction, hex } from '../random';
import { resumeRun } from '../simulations/pipelineRuns';
import { jobMetadata } from '../simulations/stepOutcome';
import { createTrainingPipeline } from '../trainingPipeline';
import { namesOf, targetsOf } from '../useCase';
import { scientist } from './people';
import { SeedContext } from './seedContext';
import { runIdOf } from './seedVersions';

type Step = ExecutionRecord['steps'][number];

const MINUTE_MS = 60_000;
/** The run that executes at the start is still to be seen some minutes later. */
const SLOWNESS = 20;
const TRAINING_FAILURE =
  'AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage "ValueError: Input X contains NaN. LogisticRegression does not accept missing values encoded as NaN natively."\nCommand "python -m algorithms.training.train_model", exit code: 1';

interface Story {
  id: string;
  end: Date;
  /** How far it has come: the name of the step that failed or executes now. */
  stopsAt?: { step: string; status: 'Failed' | 'Executing'; reason?: string };
  version?: number;
}

/** The steps on the way to the register step: without the other branch of conditions. */
function happyPath(steps: StepDefinition[]): StepDefinition[] {
  return allSteps(steps).filter(({ Type }) => Type !== 'Fail');
}

function metadataOf(
  record: ExecutionRecord,
  definition: StepDefinition,
  versionArn: string | undefined,
): Step['Metadata'] {
  switch (definition.Type) {
    case 'Condition':
      return { Condition: { Outcome: 'True' } };
    case 'RegisterModel':
      return { RegisterModel: { Arn: versionArn } };
    default:
      return jobMetadata(record, definition);
  }
}

/** An execution as it has become in the past, or is just now. */
function buildExecution(
  { world, useCase }: SeedContext,
  story: Story,
): ExecutionRecord {
  const { dev, tooling } = targetsOf(useCase);
  const { trainingPipelineArn, modelGroup } = namesOf(useCase);
  const pipeline = sagemakerOf(world, dev).pipelines.get(trainingPipelineArn)!;
  const { Steps, Parameters = [] } = parseDefinition(
    pipeline.PipelineDefinition,
  );
  const path = happyPath(Steps);
  const last = story.stopsAt
    ? path.findIndex(({ Name }) => Name === story.stopsAt?.step)
    : path.length - 1;
  // The clock of the past: a few minutes a step.
  const pace = (4 + 3 * fraction(story.id)) * MINUTE_MS;
  const start = story.end.getTime() - (last + 1) * pace;
  const isOver = story.stopsAt?.status !== 'Executing';
  const user = scientist(dev, story.id);
  const record: ExecutionRecord = {
    execution: {
      PipelineArn: trainingPipelineArn,
      PipelineExecutionArn: `${trainingPipelineArn}/execution/${story.id}`,
      PipelineExecutionDisplayName: `execution-${start}`,
      PipelineExecutionStatus: story.stopsAt?.status ?? 'Succeeded',
      FailureReason: story.stopsAt?.reason
        ? 'Step failure: One or multiple steps failed.'
        : undefined,
      PipelineParameters: Parameters.map(({ Name, DefaultValue }) => ({
        Name,
        Value: String(DefaultValue ?? ''),
      })),
      CreationTime: new Date(start),
      LastModifiedTime: story.end,
      CreatedBy: user,
      LastModifiedBy: user,
    },
    definition: pipeline.PipelineDefinition,
    steps: [],
    tokens: [],
  };
  const versionArn = story.version
    ? toArn(tooling, 'model-package', `${modelGroup}/${story.version}`)
    : undefined;
  record.steps = path.slice(0, last + 1).map((definition, index) => {
    const stopsHere =
      story.stopsAt?.step === definition.Name ? story.stopsAt : undefined;
    return {
      StepName: definition.Name,
      StepStatus: stopsHere?.status ?? 'Succeeded',
      StartTime: new Date(start + index * pace),
      EndTime:
        isOver || !stopsHere ? new Date(start + (index + 1) * pace) : undefined,
      AttemptCount: 1,
      FailureReason: stopsHere?.reason,
      Metadata: metadataOf(record, definition, versionArn),
    };
  });
  return record;
}

function storiesOf({ demo, timeline }: SeedContext): Story[] {
  const succeeded: Story[] = Array.from(
    { length: demo.versions },
    (_, index) => ({
      id: runIdOf(demo.name, index + 1),
      end: timeline.registered(index + 1),
      version: index + 1,
    }),
  );
  const id = (what: string) => hex(`${demo.name}/${what}`, 12);
  switch (demo.runs) {
    case 'none':
      return [];
    case 'failing':
      return [
        ...succeeded,
        ...[6, 4, 1].map(hours => ({
          id: id(`failed/${hours}`),
          end: timeline.hoursAgo(hours),
          stopsAt: {
            step: 'TrainModel',
            status: 'Failed' as const,
            reason: TRAINING_FAILURE,
          },
        })),
      ];
    case 'executing':
      return [
        ...succeeded,
        {
          id: id('executing'),
          end: timeline.hoursAgo(0),
          stopsAt: { step: 'TrainModel', status: 'Executing' },
        },
      ];
    default:
      return succeeded;
  }
}

/** The training pipeline in the dev account with its history of runs. */
export function seedRuns(context: SeedContext) {
  const { world, useCase, demo, timeline } = context;
  const { dev } = targetsOf(useCase);
  const { trainingPipelineArn } = namesOf(useCase);
  const store = sagemakerOf(world, dev);
  createTrainingPipeline(world, useCase, timeline.created);
  for (const story of storiesOf(context)) {
    const record = buildExecution(context, story);
    store.executions.set(record.execution.PipelineExecutionArn, record);
    store.pipelines.get(trainingPipelineArn)!.LastRunTime =
      record.execution.CreationTime;
    if (story.stopsAt?.status === 'Executing') {
      resumeRun(world, record, SLOWNESS);
    }
  }
  if (demo.runs === 'failing') {
    world.switches.failingSteps.set(trainingPipelineArn, {
      step: 'TrainModel',
      reason: TRAINING_FAILURE,
    });
  }
}
