import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_CODEPIPELINE_ARN,
  isSageMakerResource,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { isMaintainedByProvider } from '../access/provenance';
import { ModelGroupSubject, modelGroupOf } from '../access/subjects';
import { entityFacts, EntityFacts } from './entityFacts';

/** A model group of the catalog, with where its approvals are found. */
export interface ModelGroup extends EntityFacts {
  subject: ModelGroupSubject;
  entityRef: string;
}

const FIELDS = [
  'kind',
  'metadata.annotations',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'relations',
  'spec.owner',
  'spec.system',
];

/**
 * The model group that an entity is. Undefined for any other, for one of a feature
 * branch, whose models are never promoted, for one that our provider does not
 * maintain, because it proves nothing, and for one whose annotations are malformed:
 * its card says so.
 */
export function modelGroupIn(entity: Entity): ModelGroup | undefined {
  if (
    !isSageMakerResource(entity, 'model-package-group') ||
    !isMaintainedByProvider(entity)
  ) {
    return undefined;
  }
  try {
    const subject = modelGroupOf(entity);
    if (subject.branch) {
      return undefined;
    }
    return {
      subject,
      entityRef: stringifyEntityRef(entity),
      ...entityFacts(entity),
    };
  } catch {
    return undefined;
  }
}

/** The model groups of the catalog, read with the backend's own credentials. */
export class ModelGroups {
  constructor(
    private readonly deps: { catalog: CatalogService; auth: AuthService },
  ) {}

  async all(): Promise<ModelGroup[]> {
    const groups: ModelGroup[] = [];
    const pages = this.deps.catalog.streamEntities(
      {
        query: {
          $all: [
            { kind: 'Resource' },
            {
              [`metadata.annotations.${ANNOTATION_AWS_ARN}`]: { $exists: true },
            },
          ],
        },
        fields: FIELDS,
      },
      { credentials: await this.deps.auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      groups.push(...page.flatMap(entity => modelGroupIn(entity) ?? []));
    }
    return groups;
  }

  withArn(arn: string): Promise<ModelGroup[]> {
    return this.annotated(ANNOTATION_AWS_ARN, arn);
  }

  deployedBy(pipelineArn: string): Promise<ModelGroup[]> {
    return this.annotated(ANNOTATION_CODEPIPELINE_ARN, pipelineArn);
  }

  private async annotated(annotation: string, arn: string) {
    const { items } = await this.deps.catalog.getEntities(
      {
        filter: {
          kind: 'Resource',
          [`metadata.annotations.${annotation}`]: arn,
        },
        fields: FIELDS,
      },
      { credentials: await this.deps.auth.getOwnServiceCredentials() },
    );
    return items.flatMap(entity => modelGroupIn(entity) ?? []);
  }
}
