import {
  Approval,
  ModelVersion,
  RunningModel,
  Stage,
  StageState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Delivery, progressIn } from './delivery';
import { reasonOf, Readable, StageFacts, StageTarget, valueOf } from './facts';
import { runningModels, servedVersion } from './running';

type Told = Pick<StageState, 'status' | 'summary'>;

/** Dev is where versions are made, so its version is the one registered last. */
export function devState(
  target: Readable<StageTarget>,
  newestVersion: ModelVersion | undefined,
): StageState {
  return {
    stage: 'dev',
    ...valueOf(target),
    running: [],
    version: newestVersion?.version,
    ...tellDev(newestVersion),
  };
}

function tellDev(version: ModelVersion | undefined): Told {
  if (!version) {
    return { status: 'empty', summary: 'No version has been registered.' };
  }
  return version.status === 'Failed'
    ? {
        status: 'failed',
        summary: `Version ${version.version} could not be registered.`,
      }
    : {
        status: 'running',
        summary: `Version ${version.version} was registered last.`,
      };
}

export interface DeployedStageInput {
  groupArn: string;
  stage: Exclude<Stage, 'dev'>;
  facts: StageFacts;
  endpointArns: string[];
  delivery?: Delivery;
  waiting?: Approval;
}

/** What is true in a stage that models are deployed to. */
export function deployedState(input: DeployedStageInput): StageState {
  const { stage, facts, waiting } = input;
  const known = { stage, ...valueOf(facts.target), waiting };
  const reason = reasonOf(facts.target) ?? reasonOf(facts.models);
  if (reason !== undefined) {
    return {
      ...known,
      status: 'unknown',
      summary: reason,
      running: [],
    };
  }
  const running = runningModels(
    input.groupArn,
    valueOf(facts.models) ?? [],
    input.endpointArns,
  );
  const version = servedVersion(running);
  const told =
    tellEndpoints(running, version, input.delivery) ??
    tellDelivery(stage, version, input.delivery) ??
    tellRunning(running, version);
  return {
    ...known,
    running,
    version,
    status: told.status,
    summary: waiting ? `${told.summary} ${waits(waiting)}` : told.summary,
  };
}

/** Endpoints speak first: they know of a rollback before the CI/CD pipeline does. */
function tellEndpoints(
  running: RunningModel[],
  version: number | undefined,
  delivery: Delivery | undefined,
): Told | undefined {
  const inState = (...states: string[]) =>
    running.find(({ endpointStatus }) => states.includes(endpointStatus));
  const rollingBack = inState('RollingBack');
  if (rollingBack) {
    return {
      status: 'rolledBack',
      summary: `Endpoint '${rollingBack.endpointName}' is rolling back${
        delivery?.version
          ? ` the deployment of version ${delivery.version}`
          : ''
      }.`,
    };
  }
  const broken = inState('UpdateRollbackFailed', 'Failed', 'OutOfService');
  if (broken) {
    return {
      status: 'failed',
      summary: `Endpoint '${broken.endpointName}' is ${broken.endpointStatus}.`,
    };
  }
  const changing = inState('Creating', 'Updating', 'SystemUpdating');
  return changing
    ? {
        status: 'deploying',
        summary: `Endpoint '${changing.endpointName}' is ${
          changing.endpointStatus
        }${version ? ` and serves version ${version}` : ''}.`,
      }
    : undefined;
}

function tellDelivery(
  stage: Stage,
  version: number | undefined,
  delivery: Delivery | undefined,
): Told | undefined {
  const progress = progressIn(delivery, stage);
  const { active, failed, rejected } = progress;
  const next = progress.version ? `version ${progress.version}` : 'a version';
  const now = version ? `version ${version} is in service` : 'nothing runs yet';
  if (active) {
    return {
      status: 'deploying',
      summary: `'${active.name}' of ${next} is in progress; ${now}.`,
    };
  }
  if (failed) {
    const reason = failed.failureReason ? `: ${failed.failureReason}` : '';
    const oldServes =
      version !== undefined &&
      progress.version !== undefined &&
      version !== progress.version;
    return {
      status: oldServes ? 'rolledBack' : 'failed',
      summary: `'${failed.name}' of ${next} failed${reason}; ${now}.`,
    };
  }
  return rejected
    ? {
        status: version ? 'running' : 'empty',
        summary: `${capital(next)} was rejected in '${rejected.name}'; ${now}.`,
      }
    : undefined;
}

function tellRunning(
  running: RunningModel[],
  version: number | undefined,
): Told {
  if (!running.length) {
    return { status: 'empty', summary: 'Nothing runs here.' };
  }
  return {
    status: 'running',
    summary: version
      ? `Version ${version} is in service.`
      : `Endpoint '${running[0].endpointName}' serves a model that is no version of this group.`,
  };
}

function waits({ version, kind }: Approval) {
  const what = version ? `Version ${version}` : 'A version';
  const where =
    kind === 'registry' ? 'in the registry' : 'in the CI/CD pipeline';
  return `${what} waits for an approval ${where}.`;
}

function capital(text: string) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
