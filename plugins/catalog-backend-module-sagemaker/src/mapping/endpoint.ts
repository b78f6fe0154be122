import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_MODEL_GROUP_ARN,
  ANNOTATION_PROJECT_ID,
  TAG_MODEL_GROUP,
  TAG_PROJECT_ID,
  TYPE_ENDPOINT,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  EndpointResource,
  MappingContext,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { endpointLink } from './consoleLinks';
import { resourceMetadata, resourceSpec } from './metadata';
import { resourceRefFromArn, sagemakerArnFromTag } from './refs';

/** Endpoint -> ML endpoint. */
export function mapEndpoint(
  endpoint: EndpointResource,
  context: MappingContext,
): Entity {
  const modelGroup = sagemakerArnFromTag(
    endpoint.tags[TAG_MODEL_GROUP],
    'model-package-group',
  );
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: resourceMetadata(endpoint, context, {
      link: endpointLink(endpoint.arn, endpoint.name),
      annotations: {
        [ANNOTATION_MODEL_GROUP_ARN]: modelGroup,
        [ANNOTATION_PROJECT_ID]: endpoint.tags[TAG_PROJECT_ID],
      },
    }),
    spec: resourceSpec(endpoint, context, {
      type: TYPE_ENDPOINT,
      dependsOn: [modelGroup && resourceRefFromArn(modelGroup)],
    }),
  };
}
