import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_CODEPIPELINE_ARN,
  ANNOTATION_PIPELINE_ARN,
  liveChannel,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/**
 * The signal channels that tell of a change behind an entity: of the resource
 * itself, of its training pipeline and of its deployment pipeline. At most three.
 */
export function liveChannels(entity: Entity): string[] {
  return [
    ANNOTATION_AWS_ARN,
    ANNOTATION_PIPELINE_ARN,
    ANNOTATION_CODEPIPELINE_ARN,
  ].flatMap(annotation => {
    const arn = entity.metadata.annotations?.[annotation];
    return arn ? [liveChannel(arn)] : [];
  });
}
