import { JsonObject, JsonValue } from '@backstage/types';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { TAG_OWNER } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ActionDeps } from '../actions/context';
import { accountSetEntity } from './entities';

export function depsWith(aws: ActionDeps['aws']) {
  const published: unknown[] = [];
  const deps: ActionDeps = {
    aws,
    catalog: catalogServiceMock({
      entities: [
        accountSetEntity('credit-risk'),
        accountSetEntity('churn-pilot', 'decommissioned'),
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Resource',
          metadata: { namespace: 'default', name: 'database' },
          spec: { type: 'database', owner: 'group:default/credit-risk' },
        },
      ],
    }),
    events: mockServices.events.mock({
      publish: async ({ eventPayload }) => {
        published.push(eventPayload);
      },
    }),
    ownerTag: TAG_OWNER,
  };
  return { deps, published };
}

/** One scaffolder task with its checkpoints, so that an action can be run again as a retry is. */
export class ActionTask {
  readonly output: Record<string, unknown> = {};
  readonly log: string[] = [];
  private readonly checkpoints = new Map<string, JsonValue>();

  constructor(
    readonly id: string,
    private readonly options: {
      workspacePath?: string;
      isDryRun?: boolean;
      signal?: AbortSignal;
      secrets?: Record<string, string>;
      /** Throws after the side effect and before its checkpoint is stored. */
      crashAt?: string;
    } = {},
  ) {}

  async run<TInput extends JsonObject, TOutput extends JsonObject>(
    action: TemplateAction<TInput, TOutput>,
    input: TInput,
  ): Promise<void> {
    const { isDryRun, secrets, signal, workspacePath } = this.options;
    const write = (message: string) => this.log.push(message);
    const logger = mockServices.logger.mock({ info: write, warn: write });
    await action.handler({
      ...createMockActionContext<TInput, TOutput>({
        input,
        task: { id: this.id },
        workspacePath,
      }),
      logger,
      isDryRun,
      secrets,
      signal,
      output: (name, value) => {
        this.output[String(name)] = value;
      },
      checkpoint: async ({ key, fn }) => this.checkpoint(key, fn),
    });
  }

  /** Goes on with the checkpoints of an earlier run of the same task. */
  takeOver(earlier: ActionTask) {
    for (const [key, value] of earlier.checkpoints) {
      this.checkpoints.set(key, value);
    }
  }

  /** What its checkpoints have stored. */
  get stored(): Record<string, JsonValue> {
    return Object.fromEntries(this.checkpoints);
  }

  private async checkpoint<T extends JsonValue | void>(
    key: string,
    fn: () => Promise<T> | T,
  ): Promise<T> {
    const stored = this.checkpoints.get(key);
    if (stored !== undefined) {
      return stored as T;
    }
    const value = await fn();
    if (this.options.crashAt === key) {
      this.options.crashAt = undefined;
      throw new Error(`crashed at ${key}`);
    }
    this.checkpoints.set(key, value ?? {});
    return value;
  }
}
