import {
  formatArn,
  parseArn,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** True for the ARN of a resource that belongs to an account. */
function isArn(value: string): boolean {
  try {
    return Boolean(parseArn(value).accountId);
  } catch {
    return false;
  }
}

/** A model version by the parts of its ARN, `...:model-package/<group>/<number>`. */
interface VersionRef {
  groupArn: string;
  version: number;
}

/** Undefined for anything else, such as a model package without a group. */
export function versionRefOf(modelPackageArn: string): VersionRef | undefined {
  if (!isArn(modelPackageArn)) {
    return undefined;
  }
  const arn = parseArn(modelPackageArn);
  const match = /^model-package\/([^/]+)\/(\d+)$/.exec(arn.resource);
  return match
    ? {
        groupArn: formatArn({
          ...arn,
          resource: `model-package-group/${match[1]}`,
        }),
        version: Number(match[2]),
      }
    : undefined;
}

/** Number of the version when it belongs to that group. */
export function versionIn(
  groupArn: string,
  modelPackageArn: string | undefined,
): number | undefined {
  const ref = modelPackageArn ? versionRefOf(modelPackageArn) : undefined;
  // SageMaker writes group names in lower case in some ARNs.
  return ref?.groupArn.toLowerCase() === groupArn.toLowerCase()
    ? ref.version
    : undefined;
}
