import { AuthService } from '@backstage/backend-plugin-api';
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

/** Finds the model groups whose cards show a resource. */
export class GroupLookup {
  constructor(
    private readonly deps: {
      catalog: CatalogService;
      auth: AuthService;
      cache: ReadCache;
    },
  ) {}

  /**
   * ARNs of model groups, by the annotations of the catalog. Read with the
   * backend's own credentials: what comes of it is a time on a channel.
   */
  async groupsOf({ arn, modelGroupArn }: ResourceChange): Promise<string[]> {
    if (modelGroupArn) {
      return [modelGroupArn];
    }
    const shownBy = lookupFor(arn);
    if (!shownBy) {
      return [];
    }
    // A run tells of each of its steps: the catalog is not asked for each.
    const { value } = await this.deps.cache.read(
      { subject: `groups:${arn}`, question: 'shown by' },
      () => this.lookUp(arn, shownBy),
    );
    return value;
  }

  private async lookUp(arn: string, shownBy: Lookup): Promise<string[]> {
    const { items } = await this.deps.catalog.getEntities(
      {
        filter: {
          kind: 'Resource',
          [`metadata.annotations.${shownBy.annotation}`]: arn,
        },
        fields: ['metadata.annotations'],
      },
      { credentials: await this.deps.auth.getOwnServiceCredentials() },
    );
    return items.flatMap(
      ({ metadata }) => metadata.annotations?.[shownBy.groupArn] ?? [],
    );
  }
}

interface Lookup {
  annotation: string;
  groupArn: string;
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
