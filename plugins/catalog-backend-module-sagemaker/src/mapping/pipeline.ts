import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_BRANCH,
  ANNOTATION_MODEL_GROUP_ARN,
  ANNOTATION_PROJECT_ID,
  TAG_BRANCH,
  TAG_MODEL_GROUP,
  TAG_PROJECT_ID,
  TYPE_PIPELINE,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  MappingContext,
  PipelineResource,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { studioLink } from './consoleLinks';
import { resourceMetadata, resourceSpec } from './metadata';
import { sagemakerArnFromTag } from './refs';

/** SageMaker pipeline -> ML pipeline. That it feeds a model group is said by the group. */
export function mapPipeline(
  pipeline: PipelineResource,
  context: MappingContext,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: resourceMetadata(pipeline, context, {
      title: pipeline.displayName,
      description: pipeline.description,
      link: studioLink(pipeline.arn),
      annotations: {
        [ANNOTATION_MODEL_GROUP_ARN]: sagemakerArnFromTag(
          pipeline.tags[TAG_MODEL_GROUP],
          'model-package-group',
        ),
        [ANNOTATION_PROJECT_ID]: pipeline.tags[TAG_PROJECT_ID],
        [ANNOTATION_BRANCH]: pipeline.tags[TAG_BRANCH] || undefined,
      },
    }),
    spec: resourceSpec(pipeline, context, { type: TYPE_PIPELINE }),
  };
}
