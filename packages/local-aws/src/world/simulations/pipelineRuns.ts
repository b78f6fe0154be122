import { World } from '../../core/world';
import {
  emitExecutionStatusChange,
  emitStepStatusChange,
} from '../../services/sagemaker/events';
import { cachedStep, isCached } from '../../services/sagemaker/jobs/caching';
import { jobMetadata } from '../../services/sagemaker/jobs/names';
import { STARTING_MS } from '../../services/sagemaker/jobs/runJob';
import {
  allSteps,
  parseOnce,
  StepDefinition,
} from '../../services/sagemaker/pipelineDefinition';
import {
  ExecutionRecord,
  sagemakerOf,
  targetOf,
} from '../../services/sagemaker/store';
import { readySteps } from './runPlan';
import { stepOutcome } from './stepOutcome';

type Step = ExecutionRecord['steps'][number];

const STOPPING_MS = 1_000;
/** How long a step executes, of simulated time. */
const STEP_MS: Record<string, number> = {
  Processing: 3_500,
  Training: 4_000,
  Tuning: 4_000,
  Transform: 4_000,
  QualityCheck: 3_500,
  ClarifyCheck: 3_500,
};
const OTHER_STEP_MS = 1_500;
const MAX_PARALLEL_STEPS = 50;

const STATUS_CHANGE =
  'SageMaker Model Building Pipeline Execution Status Change';

function isActive({ StepStatus }: Step): boolean {
  return StepStatus === 'Starting' || StepStatus === 'Executing';
}

/** Moves one execution through its steps. */
class Run {
  /** A retry makes a new run of the same record; the timers of the old one are void. */
  readonly #attempt: number;
  /** After a failure no step begins; those under way come to their end. */
  #hasFailed = false;

  constructor(
    private readonly world: World,
    private readonly record: ExecutionRecord,
    /** How many times longer than usual the steps take. */
    private readonly slowness = 1,
  ) {
    this.#attempt = record.tokens.length;
  }

  #after(ms: number, task: () => void) {
    this.world.clock.after(ms, () => {
      if (this.record.tokens.length === this.#attempt) {
        task();
      }
    });
  }

  get #definitions(): StepDefinition[] {
    return parseOnce(this.record.definition).Steps;
  }

  get #executions() {
    const target = targetOf(this.record.execution.PipelineArn);
    return sagemakerOf(this.world, target).executions;
  }

  proceed() {
    const { execution, steps } = this.record;
    if (execution.PipelineExecutionStatus !== 'Executing') {
      return;
    }
    if (!this.#hasFailed) {
      const selected = execution.SelectiveExecutionConfig?.SelectedSteps?.map(
        ({ StepName }) => String(StepName),
      );
      const limit =
        execution.ParallelismConfiguration?.MaxParallelExecutionSteps ??
        MAX_PARALLEL_STEPS;
      readySteps(this.#definitions, steps, selected && new Set(selected))
        .slice(0, limit - steps.filter(isActive).length)
        .forEach(definition => this.#begin(definition));
    }
    if (!steps.some(isActive)) {
      this.#end(this.#hasFailed ? 'Failed' : 'Succeeded');
    }
  }

  /** Steps that were under way when the world was seeded go on where they are. */
  resume() {
    const active = this.#active();
    active.forEach(([definition, step]) => this.#execute(definition, step));
    if (active.length === 0) {
      this.proceed();
    }
  }

  stop() {
    const active = this.#active();
    active.forEach(([definition, step]) =>
      this.#change(definition, step, 'Stopping'),
    );
    this.#after(STOPPING_MS, () => {
      active.forEach(([definition, step]) => {
        step.EndTime = this.world.clock.now();
        this.#change(definition, step, 'Stopped');
      });
      this.#end('Stopped');
    });
  }

  #active(): [StepDefinition, Step][] {
    const definitions = allSteps(this.#definitions);
    return this.record.steps.filter(isActive).flatMap(step => {
      const definition = definitions.find(({ Name }) => Name === step.StepName);
      const found: [StepDefinition, Step][] = definition
        ? [[definition, step]]
        : [];
      return found;
    });
  }

  #begin(definition: StepDefinition) {
    const { steps } = this.record;
    const earlier = steps.findIndex(
      ({ StepName }) => StepName === definition.Name,
    );
    const [before] = earlier < 0 ? [] : steps.splice(earlier, 1);
    const step: Step = {
      StepName: definition.Name,
      StepDisplayName: definition.DisplayName,
      StepDescription: definition.Description,
      StepStatus: 'Starting',
      StartTime: this.world.clock.now(),
      AttemptCount: (before?.AttemptCount ?? 0) + 1,
    };
    steps.push(step);
    this.#change(definition, step, 'Starting');
    this.#after(STARTING_MS, () => this.#execute(definition, step));
  }

  #execute(definition: StepDefinition, step: Step) {
    if (this.record.execution.PipelineExecutionStatus !== 'Executing') {
      return;
    }
    if (this.#takeFromCache(definition, step)) {
      return;
    }
    step.Metadata = jobMetadata(this.record, definition, step.AttemptCount);
    this.#change(definition, step, 'Executing');
    const ms = STEP_MS[definition.Type] ?? OTHER_STEP_MS;
    this.#after(ms * this.slowness, () => {
      if (this.record.execution.PipelineExecutionStatus === 'Executing') {
        this.#finish(definition, step);
      }
    });
  }

  /** True when an earlier run has done the same, so that there is nothing to do. */
  #takeFromCache(definition: StepDefinition, step: Step): boolean {
    const now = this.world.clock.now();
    const hit = cachedStep(this.#executions, this.record, definition, now);
    if (isCached(definition)) {
      // AWS answers an empty text when it has looked and found nothing.
      step.CacheHitResult = { SourcePipelineExecutionArn: hit?.source ?? '' };
    }
    if (hit) {
      step.Metadata = hit.step.Metadata;
      step.EndTime = now;
      this.#change(definition, step, 'Succeeded');
      this.proceed();
    }
    return hit !== undefined;
  }

  #finish(definition: StepDefinition, step: Step) {
    const outcome = stepOutcome(
      this.world,
      this.record,
      definition,
      step.AttemptCount ?? 1,
    );
    step.Metadata = outcome.metadata;
    step.FailureReason = outcome.failure;
    step.EndTime = this.world.clock.now();
    this.#change(definition, step, outcome.failure ? 'Failed' : 'Succeeded');
    if (outcome.failure) {
      this.#hasFailed = true;
      this.record.execution.FailureReason =
        'Step failure: One or multiple steps failed.';
    }
    this.proceed();
  }

  #change(definition: StepDefinition, step: Step, status: Step['StepStatus']) {
    const previous = step.StepStatus;
    step.StepStatus = status;
    emitStepStatusChange(
      this.world,
      this.record,
      step,
      definition.Type,
      previous === status ? undefined : previous,
    );
  }

  #end(status: 'Succeeded' | 'Failed' | 'Stopped') {
    const { execution } = this.record;
    const previous = execution.PipelineExecutionStatus;
    execution.PipelineExecutionStatus = status;
    execution.LastModifiedTime = this.world.clock.now();
    emitExecutionStatusChange(this.world, this.record, previous);
  }
}

/** Takes an execution of the seed on from where it is. */
export function resumeRun(
  world: World,
  record: ExecutionRecord,
  slowness: number,
) {
  new Run(world, record, slowness).resume();
}

/** Every started, retried or stopped execution goes its way. */
export function simulatePipelineRuns(world: World) {
  world.events.subscribe(event => {
    const [pipelineArn, executionArn] = event.resources;
    if (event['detail-type'] !== STATUS_CHANGE) {
      return;
    }
    const record = sagemakerOf(world, targetOf(pipelineArn)).executions.get(
      executionArn,
    );
    switch (record?.execution.PipelineExecutionStatus) {
      case 'Executing':
        new Run(world, record).proceed();
        break;
      case 'Stopping':
        new Run(world, record).stop();
        break;
      default:
    }
  });
}
