import { AwsError } from '../../../core/awsError';

/** A path without slashes at its ends; throws InvalidPathException for what git would not hold. */
export function normalizePath(path = ''): string {
  const normal = path.replace(/^\/+|\/+$/g, '');
  const isValid =
    normal === '' ||
    normal
      .split('/')
      .every(part => part && !['.', '..', '.git'].includes(part));
  if (!isValid) {
    throw new AwsError('InvalidPathException', `${path} is not a valid path`);
  }
  return normal;
}
