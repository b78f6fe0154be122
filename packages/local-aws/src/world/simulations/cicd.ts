import type { SourceRevision } from '@aws-sdk/client-codepipeline';
import { World } from '../../core/world';
import {
  ActionStart,
  onAction,
} from '../../services/platform/codepipeline/actions';
import {
  setActionStatus,
  startExecution,
} from '../../services/platform/codepipeline/engine';
import { Pipeline } from '../../services/platform/codepipeline/store';
import { sagemakerOf, targetOf, toArn } from '../../services/sagemaker/store';
import { BUILD_DEPLOY, VERSION_VARIABLE } from '../codePipelines';
import { findUseCase } from '../findUseCase';
import { hex } from '../random';
import { createTrainingPipeline } from '../trainingPipeline';
import { Stage, UseCase } from '../useCase';
import { deployVersion } from './endpointDeployment';

const SOURCE_MS = 1_000;
const JOB_MS = 3_000;

interface Result {
  failure?: string;
  summary?: string;
  revision?: Omit<SourceRevision, 'actionName'>;
}

/** Does the work of one action and tells how it ended. */
type Worker = (
  world: World,
  start: ActionStart,
  done: (result: Result) => void,
) => void;

function versionOf({ execution }: ActionStart): string | undefined {
  const value = execution.variables.find(
    ({ name }) => name === VERSION_VARIABLE,
  )?.resolvedValue;
  return value?.startsWith('arn:') ? value : undefined;
}

function useCaseOf(
  world: World,
  { pipeline }: ActionStart,
): UseCase | undefined {
  const name = pipeline.tags['sagemaker:project-name'] ?? '';
  const project = sagemakerOf(world, pipeline.target).projects.get(
    toArn(pipeline.target, 'project', name),
  );
  return project && findUseCase(world, project);
}

/** A deployment starts from a model version, a build from a commit. */
const source: Worker = (world, start, done) => {
  const { pipeline, execution } = start;
  const declares = (pipeline.declaration.variables ?? []).some(
    ({ name }) => name === VERSION_VARIABLE,
  );
  const revisionId = declares ? versionOf(start) : hex(execution.id, 40);
  world.clock.after(SOURCE_MS, () =>
    done(
      revisionId
        ? {
            summary: revisionId,
            revision: { revisionId, revisionSummary: revisionId },
          }
        : {
            failure: `The variable ${VERSION_VARIABLE} is not the ARN of a model version`,
          },
    ),
  );
};

function stageOf({ run }: ActionStart): Stage | undefined {
  if (/staging|pre-?prod/i.test(run.stageName)) {
    return 'preprod';
  }
  return /prod/i.test(run.stageName) ? 'prod' : undefined;
}

const deploy: Worker = (world, start, done) => {
  const stage = stageOf(start);
  const useCase = useCaseOf(world, start);
  const versionArn = versionOf(start);
  if (!stage || !useCase || !versionArn) {
    world.clock.after(JOB_MS, () => done({}));
    return;
  }
  if (!sagemakerOf(world, targetOf(versionArn)).modelPackages.has(versionArn)) {
    done({ failure: `ModelPackage ${versionArn} does not exist.` });
    return;
  }
  deployVersion(world, useCase, stage, versionArn, done);
};

const build: Worker = (world, start, done) => {
  world.clock.after(JOB_MS, () => {
    const useCase = useCaseOf(world, start);
    if (useCase && start.run.stageName === BUILD_DEPLOY.stage) {
      createTrainingPipeline(world, useCase, world.clock.now());
    }
    done({});
  });
};

const WORKERS: Record<string, Worker> = { Source: source, Deploy: deploy };

/** Everything that the actions of CI/CD pipelines do. */
export function simulateActions(world: World) {
  onAction(world, start => {
    const { pipeline, run, action } = start;
    const work = WORKERS[action.actionTypeId?.category ?? ''] ?? build;
    work(world, start, ({ failure, summary, revision }) =>
      setActionStatus(world, pipeline, run, {
        status: failure ? 'Failed' : 'Succeeded',
        summary: failure ?? summary,
        revision,
        errorDetails: failure
          ? { code: 'JobFailed', message: failure }
          : undefined,
      }),
    );
  });
}

/** The first build of a use case brings its training pipeline to the dev account. */
export function startBuild(world: World, pipeline: Pipeline) {
  startExecution(world, pipeline, {
    trigger: { triggerType: 'CreatePipeline' },
  });
}
