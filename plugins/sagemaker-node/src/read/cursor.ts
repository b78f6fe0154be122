import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** A cursor of our own: opaque to callers, who only hand it back. */
export function encodeCursor(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Throws an InputError for a cursor that was not made by `encodeCursor`. */
export function decodeCursor<T extends z.ZodTypeAny>(
  schema: T,
  cursor: string,
): z.output<T> {
  try {
    return schema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    );
  } catch (error) {
    throw new InputError(
      'The cursor is not one that an earlier page gave; begin with the first page',
      error,
    );
  }
}
