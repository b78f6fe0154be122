import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, RELATION_PART_OF } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_CODEPIPELINE_ARN,
  ANNOTATION_MODEL_GROUP_ARN,
  ANNOTATION_PIPELINE_ARN,
  parseArn,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ResourceChange } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ReadCache } from '../reads/ReadCache';

/** Finds what else has cards that show a resource: model groups, and use cases with their runs. */
export class PageLookup {
  constructor(
    private readonly deps: {
      catalog: CatalogService;
      auth: AuthService;
      cache: ReadCache;
    },
  ) {}

  /**
   * ARNs, by the annotations of the catalog. Read with the backend's own
   * credentials: what comes of it is a time on a channel.
   */
  async pagesOf({ arn, modelGroupArn }: ResourceChange): Promise<string[]> {
    if (modelGroupArn) {
      return [modelGroupArn];
    }
    const shownBy = lookupFor(arn);
    if (!shownBy) {
      return [];
    }
    // A run tells of each of its steps: the catalog is not asked for each.
    const { value } = await this.deps.cache.read(
      { subject: `pages:${arn}`, question: 'shown by' },
      () => this.lookUp(arn, shownBy),
    );
    return value;
  }

  private async lookUp(arn: string, shownBy: Lookup): Promise<string[]> {
    const credentials = await this.deps.auth.getOwnServiceCredentials();
    const annotated = (annotation: string) => ({
      kind: 'Resource',
      [`metadata.annotations.${annotation}`]: arn,
    });
    const { items } = await this.deps.catalog.getEntities(
      {
        filter: [
          annotated(shownBy.annotation),
          ...(shownBy.inUseCases ? [annotated(ANNOTATION_AWS_ARN)] : []),
        ],
        fields: ['metadata.annotations', 'relations'],
      },
      { credentials },
    );
    const groups = items.flatMap(
      ({ metadata }) =>
        (metadata.annotations?.[shownBy.annotation]?.toLowerCase() ===
          arn.toLowerCase() &&
          metadata.annotations[shownBy.groupArn]) ||
        [],
    );
    const entityRefs = shownBy.inUseCases ? items.flatMap(useCasesOf) : [];
    if (entityRefs.length === 0) {
      return groups;
    }
    const useCases = await this.deps.catalog.getEntitiesByRefs(
      {
        entityRefs: [...new Set(entityRefs)],
        fields: ['metadata.annotations'],
      },
      { credentials },
    );
    return [
      ...groups,
      ...useCases.items.flatMap(
        item => item?.metadata.annotations?.[ANNOTATION_AWS_ARN] ?? [],
      ),
    ];
  }
}

function useCasesOf({ relations = [] }: Entity): string[] {
  return relations.flatMap(({ type, targetRef }) =>
    type === RELATION_PART_OF && targetRef.startsWith('system:')
      ? targetRef
      : [],
  );
}

interface Lookup {
  annotation: string;
  groupArn: string;
  /** The use case that it is part of shows it too. */
  inUseCases?: boolean;
}

/** Which entities name the ARN in which annotation, and where they name the group. */
function lookupFor(arn: string): Lookup | undefined {
  const { service, resource } = parseArn(arn);
  if (service === 'codepipeline') {
    return {
      annotation: ANNOTATION_CODEPIPELINE_ARN,
      groupArn: ANNOTATION_AWS_ARN,
    };
  }
  if (resource.startsWith('pipeline/')) {
    return {
      annotation: ANNOTATION_PIPELINE_ARN,
      groupArn: ANNOTATION_AWS_ARN,
      inUseCases: true,
    };
  }
  if (resource.startsWith('endpoint/')) {
    return {
      annotation: ANNOTATION_AWS_ARN,
      groupArn: ANNOTATION_MODEL_GROUP_ARN,
    };
  }
  return undefined;
}
