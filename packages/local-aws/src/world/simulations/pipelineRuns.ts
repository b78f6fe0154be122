import { World } from '../../core/world';
import {
  emitExecutionStatusChange,
  emitStepStatusChange,
} from '../../services/sagemaker/events';
import {
  allSteps,
  parseDefinition,
  StepDefinition,
} from '../../services/sagemaker/pipelineDefinition';
import {
  ExecutionRecord,
  sagemakerOf,
  targetOf,
} from '../../services/sagemaker/store';
import { nextStep } from './runPlan';
import { stepOutcome } from './stepOutcome';

type Step = ExecutionRecord['steps'][number];

const STARTING_MS = 500;
const STOPPING_MS = 1_000;
/** How long a step executes, of simulated time. */
const STEP_MS: Record<string, number> = {
  Processing: 3_500,
  Training: 4_000,
  Tuning: 4_000,
  Transform: 4_000,
};
const OTHER_STEP_MS = 1_500;

const STATUS_CHANGE =
  'SageMaker Model Building Pipeline Execution Status Change';

/** Moves one execution through its steps. */
class Run {
  /** A retry makes a new run of the same record; the timers of the old one are void. */
  readonly #attempt: number;

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

  proceed() {
    const { record } = this;
    if (record.execution.PipelineExecutionStatus !== 'Executing') {
      return;
    }
    const { Steps } = parseDefinition(record.definition);
    const definition = nextStep(Steps, record.steps);
    if (definition) {
      this.#begin(definition);
    } else {
      this.#end('Succeeded');
    }
  }

  /** A step that was under way when the world was seeded goes on where it is. */
  resume() {
    const { Steps } = parseDefinition(this.record.definition);
    const step = this.record.steps.find(
      ({ StepStatus }) => StepStatus === 'Executing',
    );
    const definition = allSteps(Steps).find(
      ({ Name }) => Name === step?.StepName,
    );
    if (step && definition) {
      this.#execute(definition, step);
    } else {
      this.proceed();
    }
  }

  stop() {
    const definitions = allSteps(parseDefinition(this.record.definition).Steps);
    const active = this.record.steps.find(({ StepStatus }) =>
      ['Starting', 'Executing'].includes(StepStatus),
    );
    const definition = definitions.find(
      ({ Name }) => Name === active?.StepName,
    );
    if (active && definition) {
      this.#change(definition, active, 'Stopping');
    }
    this.#after(STOPPING_MS, () => {
      if (active && definition) {
        active.EndTime = this.world.clock.now();
        this.#change(definition, active, 'Stopped');
      }
      this.#end('Stopped');
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
    this.#change(definition, step, 'Executing');
    const ms = STEP_MS[definition.Type] ?? OTHER_STEP_MS;
    this.#after(ms * this.slowness, () => {
      if (this.record.execution.PipelineExecutionStatus === 'Executing') {
        this.#finish(definition, step);
      }
    });
  }

  #finish(definition: StepDefinition, step: Step) {
    const outcome = stepOutcome(this.world, this.record, definition);
    step.Metadata = outcome.metadata;
    step.FailureReason = outcome.failure;
    step.EndTime = this.world.clock.now();
    this.#change(definition, step, outcome.failure ? 'Failed' : 'Succeeded');
    if (outcome.failure) {
      this.record.execution.FailureReason =
        'Step failure: One or multiple steps failed.';
      this.#end('Failed');
    } else {
      this.proceed();
    }
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
