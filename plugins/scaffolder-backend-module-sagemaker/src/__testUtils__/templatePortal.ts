import { setTimeout as sleep } from 'node:timers/promises';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleScaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { JsonObject } from '@backstage/types';
import {
  SageMakerAws,
  sagemakerAwsServiceRef,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import request from 'supertest';
import { scaffolderModuleSagemaker } from '../module';
import { ALL_TEMPLATES, Scaffolder } from './scaffolder';

const POLL_MS = 200;
const WAIT_MS = 20_000;

export interface TemplatePortal {
  scaffolder: Scaffolder;
  /** As the actions have it. */
  aws: SageMakerAws;
  /** Waits for an entity, such as `resource/default/credit-risk`, to come out of the catalog's processing. */
  entity(path: string): Promise<Entity>;
  stop(): Promise<void>;
}

/** Scaffolder, catalog with the templates, and AWS access as in a portal; AWS is what the environment says. */
export async function startTemplatePortal(options: {
  config: JsonObject;
  /** Kinds of entities beside Location and Template, and the files that they are in. */
  kinds: string[];
  files: string[];
  /** Paths of entities to wait for. */
  ready: string[];
}): Promise<TemplatePortal> {
  let aws: SageMakerAws | undefined;
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleScaffolderEntityModel,
      scaffolderPlugin,
      scaffolderModuleSagemaker,
      createBackendModule({
        pluginId: 'scaffolder',
        moduleId: 'observer',
        register(reg) {
          reg.registerInit({
            deps: { service: sagemakerAwsServiceRef },
            init: async ({ service }) => {
              aws = service;
            },
          });
        },
      }),
      mockServices.rootConfig.factory({
        data: {
          ...options.config,
          catalog: {
            rules: [{ allow: ['Location', 'Template', ...options.kinds] }],
            locations: [ALL_TEMPLATES, ...options.files].map(target => ({
              type: 'file',
              target,
            })),
            processingInterval: { seconds: 2 },
          },
        },
      }),
    ],
  });

  async function entity(path: string): Promise<Entity> {
    for (let left = WAIT_MS / POLL_MS; ; left--) {
      const { status, body } = await request(backend.server)
        .get(`/api/catalog/entities/by-name/${path}`)
        .set('Authorization', mockCredentials.user.header());
      if (status === 200) {
        return body;
      }
      if (left <= 0) {
        throw new Error(`${path} is not in the catalog: ${status}`);
      }
      await sleep(POLL_MS);
    }
  }

  if (!aws) {
    throw new Error('The scaffolder has not started');
  }
  for (const path of options.ready) {
    await entity(path);
  }
  return {
    scaffolder: new Scaffolder(backend),
    aws,
    entity,
    stop: () => backend.stop(),
  };
}
