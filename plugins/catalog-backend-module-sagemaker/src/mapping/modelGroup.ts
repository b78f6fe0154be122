import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_BRANCH,
  ANNOTATION_CODEPIPELINE_ARN,
  ANNOTATION_PIPELINE_ARN,
  ANNOTATION_PROJECT_ID,
  TAG_BRANCH,
  TAG_DEPLOYMENT_PIPELINE,
  TAG_PIPELINE,
  TAG_PROJECT_ID,
  TYPE_MODEL_GROUP,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  MappingContext,
  ModelGroupResource,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { studioLink } from './consoleLinks';
import { resourceMetadata, resourceSpec } from './metadata';
import {
  accountSetRef,
  arnFromTag,
  resourceRefFromArn,
  sagemakerArnFromTag,
} from './refs';

/** Model package group -> ML model. */
export function mapModelGroup(
  group: ModelGroupResource,
  context: MappingContext,
): Entity {
  const set = context.accountSetOf(group);
  const pipeline = sagemakerArnFromTag(group.tags[TAG_PIPELINE], 'pipeline');
  const deployment = group.tags[TAG_DEPLOYMENT_PIPELINE]?.trim();
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: resourceMetadata(group, context, {
      description: group.description,
      link: studioLink(group.arn),
      annotations: {
        [ANNOTATION_PIPELINE_ARN]: pipeline,
        [ANNOTATION_CODEPIPELINE_ARN]:
          arnFromTag(deployment)?.service === 'codepipeline'
            ? deployment
            : undefined,
        [ANNOTATION_PROJECT_ID]: group.tags[TAG_PROJECT_ID],
        [ANNOTATION_BRANCH]: group.tags[TAG_BRANCH] || undefined,
      },
    }),
    spec: resourceSpec(group, context, {
      type: TYPE_MODEL_GROUP,
      dependsOn: [
        pipeline && resourceRefFromArn(pipeline),
        set && accountSetRef(set.name),
      ],
    }),
  };
}
