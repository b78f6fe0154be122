import type { SelectiveExecutionConfig } from '@aws-sdk/client-sagemaker';
import {
  allSteps,
  conditionsAround,
  dependenciesOf,
  PipelineDefinition,
} from './pipelineDefinition';
import { ExecutionRecord, SageMakerStore } from './store';
import { checkCount, invalid, required } from './validation';

const MAX_SELECTED = 50;

/** What each step waits for, directly or not, with the conditions around it. */
function upstreamOf({ Steps }: PipelineDefinition): Map<string, Set<string>> {
  const conditions = conditionsAround(Steps);
  const direct = new Map(
    allSteps(Steps).map((step): [string, string[]] => {
      const condition = conditions.get(step.Name);
      return [
        step.Name,
        [...dependenciesOf(step), ...(condition ? [condition.Name] : [])],
      ];
    }),
  );
  const known = new Map<string, Set<string>>();
  function upstream(name: string): Set<string> {
    const found = known.get(name) ?? new Set<string>();
    if (!known.has(name)) {
      known.set(name, found);
      for (const before of direct.get(name) ?? []) {
        if (direct.has(before)) {
          [before, ...upstream(before)].forEach(each => found.add(each));
        }
      }
    }
    return found;
  }
  direct.forEach((_, name) => upstream(name));
  return known;
}

function namesOf({ SelectedSteps }: SelectiveExecutionConfig): string[] {
  const selected = required(
    SelectedSteps,
    'selectiveExecutionConfig.selectedSteps',
  );
  checkCount(selected, 'selectiveExecutionConfig.selectedSteps', MAX_SELECTED);
  if (selected.length === 0) {
    throw invalid('SelectiveExecutionConfig must select at least one step.');
  }
  return selected.map(({ StepName }) =>
    required(StepName, 'selectiveExecutionConfig.selectedSteps.stepName'),
  );
}

/** The run that steps are taken from. */
function sourceOf(
  executions: SageMakerStore['executions'],
  pipelineArn: string,
  arn: string,
): ExecutionRecord {
  const source = executions.get(arn);
  if (source?.execution.PipelineArn !== pipelineArn) {
    throw invalid(
      `SourcePipelineExecutionArn ${arn} is not an execution of pipeline ${pipelineArn}.`,
    );
  }
  const status = source.execution.PipelineExecutionStatus;
  if (status !== 'Succeeded' && status !== 'Failed') {
    throw invalid(
      `SourcePipelineExecutionArn ${arn} is in status ${status}. It must be Succeeded or Failed.`,
    );
  }
  return source;
}

/**
 * The steps that a selective execution begins with: those that the selected ones
 * need, taken from the run that it is based on. Throws a ValidationException for a
 * selection that cannot run.
 */
export function takenSteps(
  executions: SageMakerStore['executions'],
  pipelineArn: string,
  definition: PipelineDefinition,
  config: SelectiveExecutionConfig,
  now: Date,
): ExecutionRecord['steps'] {
  const selected = namesOf(config);
  const upstream = upstreamOf(definition);
  const unknown = selected.filter(name => !upstream.has(name));
  if (unknown.length > 0) {
    throw invalid(
      `Selected steps [${unknown.join(
        ', ',
      )}] are not defined in the pipeline definition`,
    );
  }
  const needed = new Set(
    selected.flatMap(name => [...(upstream.get(name) ?? [])]),
  );
  const taken = [...needed].filter(name => !selected.includes(name));
  const between = taken.filter(name =>
    selected.some(other => upstream.get(name)?.has(other)),
  );
  if (between.length > 0) {
    throw invalid(
      `Steps [${between.join(
        ', ',
      )}] are between selected steps and must be selected, too.`,
    );
  }
  if (taken.length === 0) {
    return [];
  }
  const arn = config.SourcePipelineExecutionArn;
  if (!arn) {
    throw invalid(
      `SourcePipelineExecutionArn is required, because the selected steps depend on steps [${taken.join(
        ', ',
      )}] that are not selected.`,
    );
  }
  const source = sourceOf(executions, pipelineArn, arn);
  return taken.map(name => {
    const step = source.steps.find(({ StepName }) => StepName === name);
    if (step?.StepStatus !== 'Succeeded') {
      throw invalid(
        `Step ${name} has not succeeded in ${arn} and cannot be taken from it.`,
      );
    }
    return {
      StepName: name,
      StepDisplayName: step.StepDisplayName,
      StepDescription: step.StepDescription,
      StepStatus: 'Succeeded',
      StartTime: now,
      EndTime: now,
      AttemptCount: 1,
      Metadata: step.Metadata,
      SelectiveExecutionResult: { SourcePipelineExecutionArn: arn },
    };
  });
}
