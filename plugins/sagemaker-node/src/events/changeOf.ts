import { InputError } from '@backstage/errors';
import {
  formatArn,
  parseArn,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** What has changed in AWS. A hint: whoever receives it reads the resource anew. */
export interface ResourceChange {
  /**
   * Of a SageMaker project, model package group, pipeline or endpoint, or of a
   * pipeline of CodePipeline. A version stands for its group, a run for its pipeline.
   */
  arn: string;
  /** The resource itself, or what of it. */
  of: 'resource' | 'version' | 'run' | 'step' | 'deployment';
  /** The model group that an endpoint serves, where the event says so. */
  modelGroupArn?: string;
}

/**
 * The change of what an ARN names; undefined when that is nothing of this suite.
 * Throws an InputError for what is no ARN of something in an account and region.
 */
export function changeOf(
  value: string,
  modelGroupName?: string,
): ResourceChange | undefined {
  const arn = parseArn(value);
  if (!arn.accountId || !arn.region) {
    throw new InputError(`'${value}' names no account and region`);
  }
  if (arn.service === 'codepipeline') {
    // An action has the ARN `<pipeline>/<stage>/<action>`.
    const [name] = arn.resource.split('/');
    return { arn: formatArn({ ...arn, resource: name }), of: 'deployment' };
  }
  const [collection, name, ...more] = arn.resource.split('/');
  if (arn.service !== 'sagemaker' || !name) {
    return undefined;
  }
  const within = (parent: string, child = name) =>
    formatArn({ ...arn, resource: `${parent}/${child}` });
  switch (collection) {
    case 'project':
    case 'model-package-group':
    case 'endpoint':
      return { arn: within(collection), of: 'resource' };
    case 'pipeline':
      return { arn: within(collection), of: more.length ? 'run' : 'resource' };
    case 'model-package':
      // One without a number belongs to no group.
      return more.length
        ? {
            arn: within('model-package-group', modelGroupName),
            of: 'version',
          }
        : undefined;
    default:
      return undefined;
  }
}
