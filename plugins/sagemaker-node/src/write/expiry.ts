import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
  TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { AwsClients } from '../aws/clients';
import { awsErrorCode } from '../aws/errors';
import { CallOptions } from '../readers';
import { ObjectWriter } from '../writers';
import { assertFolder } from './assertFolder';
import {
  expiryRule,
  isSameRule,
  MAX_RULES,
  withoutRule,
  withRule,
} from './expiryRules';

/** Longer than another process has between its reading and its writing. */
const SETTLE_MS = 1_000;
const ATTEMPTS = 5;

/** All rules of a bucket, which S3 only takes as a whole. */
interface Lifecycle {
  rules: LifecycleRule[];
  minimumSize?: TransitionDefaultMinimumObjectSize;
}

async function read(
  client: S3Client,
  bucket: string,
  options?: CallOptions,
): Promise<Lifecycle> {
  try {
    const answer = await client.send(
      new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }),
      { abortSignal: options?.signal },
    );
    return {
      rules: answer.Rules ?? [],
      minimumSize: answer.TransitionDefaultMinimumObjectSize,
    };
  } catch (error) {
    if (awsErrorCode(error) === 'NoSuchLifecycleConfiguration') {
      return { rules: [] };
    }
    throw error;
  }
}

async function write(
  client: S3Client,
  bucket: string,
  { rules, minimumSize }: Lifecycle,
  options?: CallOptions,
) {
  await client.send(
    rules.length
      ? new PutBucketLifecycleConfigurationCommand({
          Bucket: bucket,
          LifecycleConfiguration: { Rules: rules },
          TransitionDefaultMinimumObjectSize: minimumSize,
        })
      : new DeleteBucketLifecycleCommand({ Bucket: bucket }),
    { abortSignal: options?.signal },
  );
}

/** Lifecycle rules, one at a time. */
export function createExpiryWriter(
  clients: AwsClients,
): Pick<ObjectWriter, 'expiry' | 'setExpiry' | 'removeExpiry'> {
  /** The last change of each bucket that this process has begun. */
  const turns = new Map<string, Promise<unknown>>();

  /** S3 has no conditional write of rules, so this process at least changes a bucket once at a time. */
  async function inTurn<T>(bucket: string, change: () => Promise<T>) {
    const turn = (turns.get(bucket) ?? Promise.resolve()).then(change, change);
    turns.set(bucket, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(bucket) === turn) {
        turns.delete(bucket);
      }
    }
  }

  /**
   * Changes the rules until they stay changed: another process may have written, in
   * between, what it had read before. Answers whether anything had to be written.
   */
  async function settle(
    client: S3Client,
    bucket: string,
    change: (rules: LifecycleRule[]) => LifecycleRule[] | undefined,
    options?: CallOptions,
  ): Promise<boolean> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const isChanged = await inTurn(bucket, async () => {
        const found = await read(client, bucket, options);
        const rules = change(found.rules);
        if (rules) {
          await write(client, bucket, { ...found, rules }, options);
        }
        return rules !== undefined;
      });
      if (!isChanged) {
        return attempt > 0;
      }
      // Of those who have overwritten each other, one goes first next time.
      const wait = SETTLE_MS * (1 + Math.random() * attempt);
      await sleep(wait, undefined, { signal: options?.signal });
    }
    throw new ConflictError(
      `The lifecycle rules of the bucket '${bucket}' are overwritten by somebody else again and again: find out who writes them, such as infrastructure code, and retry`,
    );
  }

  return {
    async expiry(target, { bucket, id }, options) {
      try {
        const { rules } = await read(clients.s3(target), bucket, options);
        const rule = rules.find(({ ID }) => ID === id);
        return rule && { days: rule.Expiration?.Days };
      } catch (error) {
        // A bucket that is gone has no rules.
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    },

    async setExpiry(target, wanted, options) {
      assertFolder(wanted);
      const { bucket } = wanted;
      return settle(
        clients.s3(target),
        bucket,
        rules => {
          const rule = expiryRule(wanted, rules);
          const found = rules.find(({ ID }) => ID === wanted.id);
          if (found && isSameRule(found, rule)) {
            return undefined;
          }
          if (!found && rules.length >= MAX_RULES) {
            throw new ConflictError(
              `The bucket '${bucket}' has ${rules.length} lifecycle rules, as many as S3 keeps, so that '${wanted.id}' has no room: close feature branches that are done, or take rules away that nothing needs`,
            );
          }
          return withRule(rules, rule);
        },
        options,
      );
    },

    async removeExpiry(target, { bucket, id }, options) {
      try {
        await settle(
          clients.s3(target),
          bucket,
          rules =>
            rules.some(({ ID }) => ID === id)
              ? withoutRule(rules, id)
              : undefined,
          options,
        );
      } catch (error) {
        if (!(error instanceof NotFoundError)) {
          throw error;
        }
      }
    },
  };
}
