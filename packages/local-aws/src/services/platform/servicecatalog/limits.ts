import { AwsError } from '../../../core/awsError';
import { pageOf } from '../paging';

const DEFAULT_PAGE_SIZE = 20;

/** A page with Service Catalog's default of 20; throws ValidationException beyond `most`. */
export function page<T>(
  all: T[],
  input: { PageSize?: number; PageToken?: string },
  most: number,
) {
  const size = input.PageSize ?? DEFAULT_PAGE_SIZE;
  if (size > most || size < 0) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${size}' at 'pageSize' failed to satisfy constraint: Member must have value between 0 and ${most}`,
    );
  }
  return pageOf(
    all,
    input.PageToken,
    size || DEFAULT_PAGE_SIZE,
    () => new AwsError('InvalidParametersException', 'Invalid page token'),
  );
}
