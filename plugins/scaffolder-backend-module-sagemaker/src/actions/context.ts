import { JsonObject } from '@backstage/types';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  TAG_TASK,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { SageMakerAws } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** What every action of this module works with. */
export interface ActionDeps {
  aws: Pick<
    SageMakerAws,
    | 'projects'
    | 'prerequisites'
    | 'modelGroups'
    | 'repositories'
    | 'pipelines'
    | 'objects'
    | 'deployedModels'
    | 'runs'
  >;
  catalog: CatalogService;
  events: EventsService;
  /** Key of the AWS tag that holds the owner's entity ref. */
  ownerTag: string;
}

/** The part of an action's context that does not depend on its input. */
export type TaskContext = Pick<
  ActionContext<JsonObject>,
  | 'checkpoint'
  | 'getInitiatorCredentials'
  | 'isDryRun'
  | 'logger'
  | 'secrets'
  | 'signal'
  | 'task'
>;

/** Tags of everything that an action creates; they are what a replay adopts by. */
export function tagsFor(
  ctx: TaskContext,
  deps: Pick<ActionDeps, 'ownerTag'>,
  owner: string,
  extra: Record<string, string> = {},
): Record<string, string> {
  return { ...extra, [deps.ownerTag]: owner, [TAG_TASK]: ctx.task.id };
}

/** Tells the catalog module and open pages to read the resource anew. */
export async function publishChange(deps: ActionDeps, arn: string) {
  await deps.events.publish({
    topic: TOPIC_RESOURCE_CHANGED,
    eventPayload: { arn },
  });
}
