import { toError } from '@backstage/errors';
import { ModelVersion } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  DeployedModel,
  DeploymentState,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** Something read, or the reason why it could not be. */
export type Readable<T> = { value: T } | { unreadable: string };

/** The account that a stage is. */
export interface StageTarget {
  accountId: string;
  accountRef: string;
  region: string;
}

/** A stage that models are deployed to. */
export interface StageFacts {
  target: Readable<StageTarget>;
  models: Readable<DeployedModel[]>;
}

/** All that the promotion of a model group follows from. */
export interface PromotionFacts {
  modelGroupArn: string;
  /** Feature branch that the models belong to: nothing of it is promoted. */
  branch?: string;
  /** ISO 8601. */
  asOf: string;
  /** Newest first; the last hundred. */
  versions: ModelVersion[];
  dev: Readable<StageTarget>;
  staging: StageFacts;
  prod: StageFacts;
  /** Endpoints that are said to serve this group, whatever they run. */
  endpointArns: string[];
  /** Undefined when no CI/CD pipeline is linked. */
  deployment?: Readable<DeploymentState>;
}

export function isUnreadable<T>(
  fact: Readable<T>,
): fact is { unreadable: string } {
  return 'unreadable' in fact;
}

export function valueOf<T>(fact: Readable<T> | undefined): T | undefined {
  return fact && 'value' in fact ? fact.value : undefined;
}

/** Why it could not be read; undefined when it could. */
export function reasonOf<T>(fact: Readable<T>): string | undefined {
  return isUnreadable(fact) ? fact.unreadable : undefined;
}

/** Keeps the failure of one read from taking the others with it. */
export async function attempt<T>(read: () => Promise<T>): Promise<Readable<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    return { unreadable: toError(error).message };
  }
}
