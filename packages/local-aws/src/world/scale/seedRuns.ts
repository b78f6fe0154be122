import { World } from '../../core/world';
import { jobMetadata } from '../../services/sagemaker/jobs/names';
import {
  allSteps,
  parseOnce,
} from '../../services/sagemaker/pipelineDefinition';
import {
  ExecutionRecord,
  PipelineRecord,
  sagemakerOf,
} from '../../services/sagemaker/store';
import { metricsOf } from '../metrics';
import { buildPastRun, Story } from '../pastRun';
import { fraction, hex } from '../random';
import { Layout } from './layout';
import { timeOf } from './seedResources';

/** Of the runs: that share has failed in training, and that was stopped there. */
const FAILED = 0.12;
const STOPPED = 0.05;

const ENDINGS: Record<string, Story['stopsAt']> = {
  succeeded: undefined,
  failed: {
    step: 'TrainModel',
    status: 'Failed',
    reason: 'AlgorithmError: exit code: 1',
  },
  stopped: { step: 'TrainModel', status: 'Stopped' },
};

function endingOf(seed: string): string {
  const share = fraction(seed);
  if (share < FAILED) {
    return 'failed';
  }
  return share < FAILED + STOPPED ? 'stopped' : 'succeeded';
}

function moved(time: Date | undefined, ms: number): Date | undefined {
  return time && new Date(time.getTime() + ms);
}

/** The same run at another time, with jobs of its own. */
function copyOf(model: ExecutionRecord, id: string, end: Date) {
  const { PipelineArn, CreationTime, LastModifiedTime } = model.execution;
  const ms = end.getTime() - LastModifiedTime.getTime();
  const created = new Date(CreationTime.getTime() + ms);
  const record: ExecutionRecord = {
    ...model,
    execution: {
      ...model.execution,
      PipelineExecutionArn: `${PipelineArn}/execution/${id}`,
      PipelineExecutionDisplayName: `execution-${created.getTime()}`,
      CreationTime: created,
      LastModifiedTime: end,
    },
    tokens: [],
  };
  const definitions = new Map(
    allSteps(parseOnce(model.definition).Steps).map(step => [step.Name, step]),
  );
  record.steps = model.steps.map(step => {
    const definition = definitions.get(step.StepName);
    return {
      ...step,
      StartTime: moved(step.StartTime, ms),
      EndTime: moved(step.EndTime, ms),
      Metadata: definition && jobMetadata(record, definition),
    };
  });
  return record;
}

/** One run of each ending, after which the others of a pipeline are made. */
function modelsOf(pipeline: PipelineRecord): Map<string, ExecutionRecord> {
  return new Map(
    Object.entries(ENDINGS).map(([ending, stopsAt]) => [
      ending,
      buildPastRun(new Map(), pipeline, {
        id: hex(`${pipeline.PipelineArn}/${ending}`, 12),
        end: pipeline.CreationTime,
        user: {},
        stopsAt,
        metrics: { ...metricsOf(pipeline.PipelineName, 1) },
      }),
    ]),
  );
}

/** Goes round the pipelines, so that they all have the same number of runs. */
export function seedRuns(world: World, { pipelines }: Layout, count: number) {
  const models = new Map<string, Map<string, ExecutionRecord>>();
  for (let index = 0; index < count; index++) {
    const { arn, target } = pipelines[index % pipelines.length];
    const store = sagemakerOf(world, target);
    const pipeline = store.pipelines.get(arn)!;
    const known = models.get(arn) ?? modelsOf(pipeline);
    models.set(arn, known);
    const id = hex(`${arn}/run/${index}`, 12);
    const end = timeOf(world, index, count);
    const run = copyOf(known.get(endingOf(id))!, id, end);
    store.executions.set(run.execution.PipelineExecutionArn, run);
    pipeline.LastRunTime = run.execution.CreationTime;
  }
}
