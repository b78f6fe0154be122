import {
  DeleteObjectsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { AwsClients } from '../aws/clients';
import { CallOptions } from '../readers';
import { ObjectPrefix, ObjectWriter } from '../writers';
import { assertFolder } from './assertFolder';
import { createExpiryWriter } from './expiry';

/** A page of ListObjectsV2 has up to 1,000 keys, which is what DeleteObjects takes. */
async function listPage(
  client: S3Client,
  { bucket, prefix }: ObjectPrefix,
  token: string | undefined,
  options?: CallOptions,
) {
  try {
    const answer = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ContinuationToken: token,
      }),
      { abortSignal: options?.signal },
    );
    return {
      objects: answer.Contents ?? [],
      next: answer.NextContinuationToken,
    };
  } catch (error) {
    // A bucket that is gone holds nothing.
    if (error instanceof NotFoundError) {
      return { objects: [], next: undefined };
    }
    throw error;
  }
}

export function createObjectWriter(clients: AwsClients): ObjectWriter {
  return {
    ...createExpiryWriter(clients),

    async summary(target, folder, options) {
      assertFolder(folder);
      const client = clients.s3(target);
      const total = { objects: 0, bytes: 0 };
      let token: string | undefined;
      do {
        const page = await listPage(client, folder, token, options);
        total.objects += page.objects.length;
        for (const { Size = 0 } of page.objects) {
          total.bytes += Size;
        }
        token = page.next;
      } while (token);
      return total;
    },

    async removeAll(target, folder, options) {
      assertFolder(folder);
      const client = clients.s3(target);
      let removed = 0;
      let token: string | undefined;
      do {
        const page = await listPage(client, folder, token, options);
        if (page.objects.length) {
          const { Errors = [] } = await client.send(
            new DeleteObjectsCommand({
              Bucket: folder.bucket,
              Delete: {
                Objects: page.objects.map(({ Key }) => ({ Key })),
                Quiet: true,
              },
            }),
            { abortSignal: options?.signal },
          );
          // S3 answers 200 even when it has kept some of the objects.
          const [first] = Errors;
          if (first) {
            throw new ServiceUnavailableError(
              `S3 has kept ${Errors.length} of ${page.objects.length} objects below s3://${folder.bucket}/${folder.prefix}: ${first.Key} with ${first.Code} (${first.Message}). Allow s3:DeleteObject for the portal's role in account ${target.accountId}`,
            );
          }
          removed += page.objects.length;
        }
        token = page.next;
      } while (token);
      return removed;
    },
  };
}
