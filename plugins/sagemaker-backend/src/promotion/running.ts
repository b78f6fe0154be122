import { RunningModel } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DeployedModel } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { versionIn } from '../arns';

/**
 * What the endpoints of a group serve: every endpoint that serves a version of
 * the group, and every endpoint that is said to be of the group, whatever it
 * serves. Sorted by endpoint and version.
 */
export function runningModels(
  groupArn: string,
  models: DeployedModel[],
  endpointArns: string[],
): RunningModel[] {
  const ours = new Set(endpointArns.map(arn => arn.toLowerCase()));
  return models
    .flatMap(model => {
      const version = versionIn(groupArn, model.modelPackageArn);
      return model.endpoints
        .filter(
          ({ arn }) => version !== undefined || ours.has(arn.toLowerCase()),
        )
        .map(endpoint => ({
          endpointName: endpoint.name,
          endpointArn: endpoint.arn,
          endpointStatus: endpoint.status,
          modelName: model.modelName,
          modelPackageArn: model.modelPackageArn,
          version,
          since: endpoint.modifiedAt,
        }));
    })
    .sort(
      (a, b) =>
        a.endpointName.localeCompare(b.endpointName) ||
        (b.version ?? 0) - (a.version ?? 0),
    );
}

/** The newest version that is served. */
export function servedVersion(running: RunningModel[]): number | undefined {
  return newest(running.flatMap(({ version }) => version ?? []));
}

export function newest(versions: number[]): number | undefined {
  return versions.length ? Math.max(...versions) : undefined;
}
