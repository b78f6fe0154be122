import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  EntityLink,
} from '@backstage/catalog-model';
import {
  ANNOTATION_ACCOUNT_SET,
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_AWS_ARN,
  ANNOTATION_AWS_REGION,
  entityNameFor,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  MappingContext,
  SageMakerResource,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { accountSetRef } from './refs';

/** The same values without the undefined ones, which the catalog would refuse. */
export function defined<T>(
  values: Record<string, T | undefined>,
): Record<string, T> {
  const result: Record<string, T> = {};
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) {
      result[key] = value;
    }
  }
  return result;
}

/** Says where an entity comes from; the catalog wants both. */
export function locationAnnotations(source: string) {
  return {
    [ANNOTATION_LOCATION]: `sagemaker:${source}`,
    [ANNOTATION_ORIGIN_LOCATION]: `sagemaker:${source}`,
  };
}

/** What all entities of SageMaker resources have in common. */
export function resourceMetadata(
  resource: SageMakerResource,
  context: MappingContext,
  own: {
    title?: string;
    description?: string;
    link: EntityLink;
    annotations?: Record<string, string | undefined>;
  },
): Entity['metadata'] {
  const set = context.accountSetOf(resource);
  return {
    name: entityNameFor(resource.name, resource.arn),
    title: own.title || resource.name,
    ...(own.description ? { description: own.description } : {}),
    annotations: defined({
      ...locationAnnotations(resource.arn),
      [ANNOTATION_AWS_ARN]: resource.arn,
      [ANNOTATION_AWS_REGION]: resource.region,
      [ANNOTATION_AWS_ACCOUNT_ID]: resource.accountId,
      [ANNOTATION_ACCOUNT_SET]: set && accountSetRef(set.name),
      ...own.annotations,
    }),
    links: [own.link],
  };
}

/** `spec` of a SageMaker resource, with its relations sorted. */
export function resourceSpec(
  resource: SageMakerResource,
  context: MappingContext,
  own: { type: string; dependsOn?: (string | undefined)[] },
): Record<string, string | string[]> {
  const dependsOn = (own.dependsOn ?? [])
    .filter((ref): ref is string => ref !== undefined)
    .sort();
  return defined<string | string[]>({
    type: own.type,
    owner: context.ownerOf(resource),
    system: context.systemOf(resource),
    dependsOn: dependsOn.length ? dependsOn : undefined,
  });
}
