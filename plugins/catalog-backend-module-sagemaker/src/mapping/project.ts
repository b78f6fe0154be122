import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_PROJECT_ID,
  TYPE_USE_CASE,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  MappingContext,
  ProjectResource,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { studioLink } from './consoleLinks';
import { defined, resourceMetadata } from './metadata';

/** SageMaker project -> ML use case. Its account set is an annotation, of which the processor makes the relation. */
export function mapProject(
  project: ProjectResource,
  context: MappingContext,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: resourceMetadata(project, context, {
      description: project.description,
      link: studioLink(project.arn),
      annotations: { [ANNOTATION_PROJECT_ID]: project.projectId },
    }),
    spec: defined<string>({
      type: TYPE_USE_CASE,
      owner: context.ownerOf(project),
      domain: context.domain,
    }),
  };
}
