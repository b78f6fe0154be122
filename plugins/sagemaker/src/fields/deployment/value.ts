import type { DeploymentConfig } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** Inputs of `sagemaker:deployment:configure`, named as there. */
export interface DeploymentValues {
  /** Of the configuration that the values were chosen for. */
  etag: string;
  /** Only those that differ from now. */
  parameters: Record<string, string>;
}

/** Changes that were chosen for another configuration are none of this one. */
export const changesOf = (
  { etag }: Pick<DeploymentConfig, 'etag'>,
  value: DeploymentValues | undefined,
): Record<string, string> =>
  value?.etag === etag ? value.parameters ?? {} : {};

/** The value with one parameter set; one that is set to what it is now is left out. */
export function withValue(
  config: Pick<DeploymentConfig, 'etag' | 'parameters'>,
  value: DeploymentValues | undefined,
  name: string,
  text: string,
): DeploymentValues {
  const now = config.parameters.find(parameter => parameter.name === name);
  const wanted = { ...changesOf(config, value), [name]: text };
  return {
    etag: config.etag,
    parameters: Object.fromEntries(
      Object.entries(wanted).filter(
        ([key, each]) => key !== name || each !== now?.value,
      ),
    ),
  };
}

/** Whether changes were chosen for what is no longer there. */
export const isOutdated = (
  { etag }: Pick<DeploymentConfig, 'etag'>,
  value: DeploymentValues | undefined,
): boolean =>
  value?.etag !== undefined &&
  value.etag !== etag &&
  Object.keys(value.parameters ?? {}).length > 0;
