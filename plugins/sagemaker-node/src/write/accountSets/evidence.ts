import { PutObjectCommand } from '@aws-sdk/client-s3';
import { InputError } from '@backstage/errors';
import { AwsClients } from '../../aws/clients';
import { SageMakerConfig } from '../../config';
import { AccountSetVending } from '../../vending';

/** JSON files in the bucket of `sagemaker.evidence`. */
export function createEvidenceWriter(
  clients: AwsClients,
  readConfig: () => SageMakerConfig,
): AccountSetVending['writeEvidence'] {
  return async (set, key, manifest, options) => {
    const { evidence } = readConfig();
    if (!evidence) {
      throw new InputError(
        "The configuration does not say where evidence goes: set 'sagemaker.evidence.bucket' to a bucket of a durable account",
      );
    }
    // Where tooling is merged into dev there is no durable account in the set.
    const accountId =
      evidence.accountId ??
      set.accounts.find(({ role }) => role === 'tooling')?.accountId;
    if (!accountId) {
      throw new InputError(
        `Account set '${set.name}' has no tooling account that outlives it: set 'sagemaker.evidence.accountId' to the account of the bucket '${evidence.bucket}'`,
      );
    }
    const Key = `${evidence.prefix}${key}`;
    await clients.s3({ accountId, region: set.regions[0] }).send(
      new PutObjectCommand({
        Bucket: evidence.bucket,
        Key,
        Body: JSON.stringify(manifest, null, 2),
        ContentType: 'application/json',
      }),
      { abortSignal: options?.signal },
    );
    return `s3://${evidence.bucket}/${Key}`;
  };
}
