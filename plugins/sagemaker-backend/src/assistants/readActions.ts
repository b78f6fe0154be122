import { AuthService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  sagemakerReadPermission,
  TYPE_USE_CASE,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Gate } from '../access/Gate';
import { modelGroupOf, pipelineOf } from '../access/subjects';
import { FactReader } from '../promotion/FactReader';
import { promotionOf } from '../promotion/promotion';
import { Runs } from '../runs/Runs';
import { Versions } from '../versions';
import { callerOf, knownCaller } from './callers';
import {
  promotionSchema,
  runSchema,
  useCaseSchema,
  versionSchema,
} from './schemas';

const PAGE = 20;
const MAX_PAGE = 100;
const USE_CASES = 500;

/** What assistants may look at, under the permissions of whoever they work for. */
export function registerReadActions(deps: {
  actionsRegistry: ActionsRegistryService;
  auth: AuthService;
  catalog: CatalogService;
  gate: Gate;
  runs: Runs;
  versions: Versions;
  facts: FactReader;
}) {
  const { actionsRegistry, auth, catalog, gate, runs, versions, facts } = deps;
  const attributes = { readOnly: true, idempotent: true, destructive: false };

  actionsRegistry.register({
    name: 'list-use-cases',
    title: 'List ML use cases',
    description: `The ML use cases (SageMaker projects) in the catalog, up to ${USE_CASES}, with their owners and the entity refs of their model groups and pipelines.`,
    attributes,
    schema: {
      input: z =>
        z.object({
          search: z
            .string()
            .optional()
            .describe('Part of the name of the use case'),
        }),
      output: z => z.object({ useCases: z.array(useCaseSchema(z)) }),
    },
    action: async ({ input, credentials }) => {
      const { items } = await catalog.queryEntities(
        {
          filter: { kind: 'System', 'spec.type': TYPE_USE_CASE },
          fullTextFilter: input.search
            ? {
                term: input.search,
                fields: ['metadata.name', 'metadata.title'],
              }
            : undefined,
          limit: USE_CASES,
        },
        { credentials: callerOf(auth, credentials) },
      );
      return {
        output: {
          useCases: items.map(entity => ({
            entityRef: stringifyEntityRef(entity),
            name: entity.metadata.title ?? entity.metadata.name,
            description: entity.metadata.description,
            owner: String(entity.spec?.owner ?? ''),
            parts: (entity.relations ?? [])
              .filter(({ type }) => type === 'hasPart')
              .map(({ targetRef }) => targetRef),
          })),
        },
      };
    },
  });

  actionsRegistry.register({
    name: 'list-pipeline-runs',
    title: 'List runs of a pipeline',
    description:
      "The latest runs of a SageMaker pipeline, of a model group's pipeline or of all pipelines of a use case, newest first.",
    attributes,
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('Pipeline, model group or use case in the catalog'),
          status: z
            .array(
              z.enum([
                'Executing',
                'Stopping',
                'Stopped',
                'Failed',
                'Succeeded',
              ]),
            )
            .optional(),
          limit: z.number().int().min(1).max(MAX_PAGE).optional(),
        }),
      output: z => z.object({ runs: z.array(runSchema(z)) }),
    },
    action: async ({ input, credentials }) => {
      const pipelines = await gate.openParts(
        knownCaller(auth, credentials, input.entityRef),
        sagemakerReadPermission,
        'pipeline',
        pipelineOf,
      );
      const { items } = await runs.list(pipelines, {
        limit: input.limit ?? PAGE,
        statuses: [...(input.status ?? [])].sort(),
      });
      return { output: { runs: items } };
    },
  });

  actionsRegistry.register({
    name: 'list-model-versions',
    title: 'List versions of a model group',
    description:
      'The latest versions of a SageMaker model package group with approval, commit and run, newest first.',
    attributes,
    schema: {
      input: z =>
        z.object({
          entityRef: z.string().describe('Model group in the catalog'),
          limit: z.number().int().min(1).max(MAX_PAGE).optional(),
        }),
      output: z => z.object({ versions: z.array(versionSchema(z)) }),
    },
    action: async ({ input, credentials }) => {
      const access = await gate.open(
        knownCaller(auth, credentials, input.entityRef),
        sagemakerReadPermission,
        modelGroupOf,
      );
      const { items } = await versions.list(access, {
        limit: input.limit ?? PAGE,
      });
      return { output: { versions: items } };
    },
  });

  actionsRegistry.register({
    name: 'get-promotion',
    title: 'Show the promotion of a model group',
    description:
      'What runs in dev, staging and prod, what waits for whom, and drift: where what is approved and what runs differ, with the next step.',
    attributes,
    schema: {
      input: z =>
        z.object({
          entityRef: z.string().describe('Model group in the catalog'),
        }),
      output: z => promotionSchema(z),
    },
    action: async ({ input, credentials }) => {
      const access = await gate.open(
        knownCaller(auth, credentials, input.entityRef),
        sagemakerReadPermission,
        modelGroupOf,
      );
      return { output: promotionOf(await facts.gather(access)) };
    },
  });
}
