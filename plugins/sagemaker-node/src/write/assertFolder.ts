import { InputError } from '@backstage/errors';
import { ObjectPrefix } from '../writers';

/** A prefix without a slash at its end would take its neighbours with it. */
export function assertFolder({ bucket, prefix }: ObjectPrefix) {
  if (!/^[^/]+\/(.*\/)?$/s.test(prefix)) {
    throw new InputError(
      `s3://${bucket}/${prefix} is not a folder: its prefix must end with a slash`,
    );
  }
}
