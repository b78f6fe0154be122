import { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { InboxStore, KeptApproval } from './InboxStore';
import { ModelGroup, ModelGroups } from './ModelGroups';

/** Tells the owner of a model group that something of it waits for a person. */
export class InboxNotifications {
  constructor(
    private readonly deps: {
      store: InboxStore;
      groups: ModelGroups;
      notifications: NotificationService;
      logger: LoggerService;
    },
  ) {}

  /** Of all that nobody was told of yet. */
  async send() {
    for (const waiting of await this.deps.store.untold()) {
      try {
        await this.tell(waiting);
      } catch (error) {
        this.deps.logger.warn(
          `The owner of ${waiting.entityRef} could not be told that '${waiting.approval.id}' waits`,
          toError(error),
        );
      }
    }
  }

  private async tell(waiting: KeptApproval) {
    const { store, groups, notifications } = this.deps;
    await store.tellOnce(waiting.id, async () => {
      const [group] = await groups.withArn(waiting.groupArn);
      if (group?.owner) {
        await notifications.send({
          recipients: { type: 'entity', entityRef: group.owner },
          payload: {
            title: `${group.title}: ${waiting.approval.title}`,
            description: `It opens ${waiting.approval.stage} and waits for a decision`,
            link: linkTo(group),
            severity: 'normal',
            topic: 'sagemaker-approvals',
            // Sent twice, because a process died between sending and noting it, it is shown once.
            scope: waiting.id,
          },
        });
      }
    });
  }
}

/** Where the catalog of a portal usually is, and our tab in it. */
function linkTo({ entityRef }: ModelGroup): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${namespace}/${kind.toLowerCase()}/${name}/promotion`;
}
