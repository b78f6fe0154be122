import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import {
  actionsRegistryServiceMock,
  metricsServiceMock,
  MockActionsRegistry,
} from '@backstage/backend-test-utils/alpha';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { Entity } from '@backstage/catalog-model';
import {
  CatalogServiceMock,
  catalogServiceMock,
} from '@backstage/plugin-catalog-node/testUtils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import {
  NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  SignalPayload,
  signalsServiceRef,
} from '@backstage/plugin-signals-node';
import {
  SageMakerAws,
  sagemakerAwsServiceRef,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import request from 'supertest';
import { sagemakerPlugin } from '../plugin';
import { FakeRepositories } from './FakeRepositories';

export interface StartedBackend {
  backend: TestBackend;
  events: EventsService;
  catalog: CatalogServiceMock;
  signals: SignalPayload[];
  notifications: NotificationSendOptions[];
  /** What assistants may call. */
  actions: MockActionsRegistry;
  /** What was counted of events: their outcomes. */
  outcomes: unknown[];
  /** `<eventId> <succeeded|failed>` with what was noted. */
  audit: { outcome: string; meta: object }[];
  /** `<permission> <entity ref>` that the policy denies. */
  denied: Set<string>;
  /** Runs a scheduled task now. */
  trigger(taskId: string): Promise<void>;
  as(user: string): {
    inbox(query?: string): request.Test;
    get(entityRef: string, rest: string): request.Test;
    post(entityRef: string, rest: string, body: object): request.Test;
  };
  anonymous(
    method: 'get' | 'post',
    entityRef: string,
    rest: string,
  ): request.Test;
}

/** The plugin in a real backend over HTTP; AWS, catalog and policy are given. */
export async function startBackend(options: {
  /** Left out, the real readers, which ask what AWS_ENDPOINT_URL names. */
  aws?: SageMakerAws;
  /** Left out, the real URL reader. */
  repositories?: FakeRepositories;
  entities: Entity[];
  config?: Parameters<typeof mockServices.rootConfig.factory>[0];
}): Promise<StartedBackend> {
  const { aws, repositories } = options;
  const denied = new Set<string>();
  const signals: SignalPayload[] = [];
  const notifications: NotificationSendOptions[] = [];
  const audit: StartedBackend['audit'] = [];
  const outcomes: unknown[] = [];
  const metrics = metricsServiceMock.mock();
  metrics.createCounter.mockImplementation(name => ({
    add: (_, labels) => {
      if (name === 'backstage.sagemaker.live.events') {
        outcomes.push(labels?.outcome);
      }
    },
  }));
  const catalog = catalogServiceMock({ entities: options.entities });
  const events = mockServices.events();
  const scheduler = mockServices.scheduler();
  const actions = actionsRegistryServiceMock({
    logger: mockServices.logger.mock(),
  });
  const backend = await startTestBackend({
    features: [
      sagemakerPlugin,
      mockServices.rootConfig.factory(options.config ?? { data: {} }),
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      metrics.factory,
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => actions,
      }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
      mockServices.events.mock({
        publish: params => events.publish(params),
        subscribe: subscription => events.subscribe(subscription),
      }).factory,
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission, resourceRef }) => ({
            result: denied.has(`${permission.name} ${resourceRef}`)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          })),
      }).factory,
      ...(repositories
        ? [
            createServiceFactory({
              service: coreServices.urlReader,
              deps: {},
              factory: () => repositories.service,
            }),
          ]
        : []),
      ...(aws
        ? [
            createServiceFactory({
              service: sagemakerAwsServiceRef,
              deps: {},
              factory: () => aws,
            }),
          ]
        : []),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async notification => {
            notifications.push(notification);
          },
        }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async signal => {
            signals.push(signal);
          },
        }),
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => ({
          createEvent: async ({ eventId, meta }) => ({
            success: async success => {
              const outcome = `${eventId} succeeded`;
              audit.push({ outcome, meta: { ...meta, ...success?.meta } });
            },
            fail: async failure => {
              const outcome = `${eventId} failed`;
              audit.push({ outcome, meta: { ...meta, ...failure.meta } });
            },
          }),
        }),
      }),
    ],
  });
  const path = (entityRef: string, rest: string) =>
    `/api/sagemaker/v1/entities/${entityRef.replace(':', '/')}/${rest}`;
  return {
    backend,
    events,
    catalog,
    actions,
    signals,
    notifications,
    outcomes,
    audit,
    denied,
    trigger: taskId => scheduler.triggerTask(taskId),
    as(user) {
      const authorization = mockCredentials.user.header(`user:default/${user}`);
      return {
        inbox: (query = '') =>
          request(backend.server)
            .get(`/api/sagemaker/v1/approvals${query}`)
            .set('authorization', authorization),
        get: (entityRef, rest) =>
          request(backend.server)
            .get(path(entityRef, rest))
            .set('authorization', authorization),
        post: (entityRef, rest, body) =>
          request(backend.server)
            .post(path(entityRef, rest))
            .set('authorization', authorization)
            .send(body),
      };
    },
    anonymous: (method, entityRef, rest) =>
      request(backend.server)[method](path(entityRef, rest)),
  };
}
