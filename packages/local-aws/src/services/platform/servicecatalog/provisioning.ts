import { randomUUID } from 'node:crypto';
import type {
  ProvisionProductInput,
  TerminateProvisionedProductInput,
} from '@aws-sdk/client-service-catalog';
import { AwsError } from '../../../core/awsError';
import { Operation } from '../../../core/service';
import { choosePath, findArtifact, findProduct } from './choices';
import { findProvisioned } from './provisioned';
import { announceRecord, startRecord } from './records';
import {
  Artifact,
  catalogOf,
  newId,
  registerProvisioned,
  ServiceRecord,
} from './store';

function readParameters(
  artifact: Artifact,
  given: ProvisionProductInput['ProvisioningParameters'] = [],
): Record<string, string> {
  const values = new Map(given.map(({ Key, Value }) => [Key ?? '', Value]));
  const known = artifact.Parameters.map(
    ({ ParameterKey = '' }) => ParameterKey,
  );
  const unknown = [...values.keys()].filter(key => !known.includes(key));
  if (unknown.length) {
    throw new AwsError(
      'InvalidParametersException',
      `Parameters: [${unknown.join(', ')}] do not exist in the template`,
    );
  }
  const entries = artifact.Parameters.map(
    ({ ParameterKey = '', DefaultValue }): [string, string | undefined] => [
      ParameterKey,
      values.get(ParameterKey) ?? DefaultValue,
    ],
  );
  const missing = entries.filter(([, value]) => value === undefined);
  if (missing.length) {
    throw new AwsError(
      'InvalidParametersException',
      `Parameters: [${missing
        .map(([key]) => key)
        .join(', ')}] must have values`,
    );
  }
  return Object.fromEntries(entries.map(([key, value = '']) => [key, value]));
}

function recordOfToken(
  records: Map<string, ServiceRecord>,
  token: string,
  type: string,
) {
  return [...records.values()].find(
    record => record.token === token && record.detail.RecordType === type,
  );
}

/** The same token again answers the record that it has made. */
export const provisionProduct: Operation<ProvisionProductInput> = (
  input,
  { world, ...target },
) => {
  const catalog = catalogOf(world, target);
  const token = input.ProvisionToken ?? randomUUID();
  const known = recordOfToken(catalog.records, token, 'PROVISION_PRODUCT');
  if (known) {
    return { RecordDetail: known.detail };
  }
  const product = findProduct(world, target, {
    id: input.ProductId,
    name: input.ProductName,
  });
  const artifact = findArtifact(product, {
    id: input.ProvisioningArtifactId,
    name: input.ProvisioningArtifactName,
  });
  const pathId = choosePath(product, {
    id: input.PathId,
    name: input.PathName,
  });
  const parameters = readParameters(artifact, input.ProvisioningParameters);
  const name = input.ProvisionedProductName ?? '';
  if ([...catalog.provisioned.values()].some(({ Name }) => Name === name)) {
    throw new AwsError(
      'InvalidParametersException',
      `A stack named ${name} already exists.`,
    );
  }
  const provisionedId = newId('pp');
  const record = startRecord(world, target, 'PROVISION_PRODUCT', {
    token,
    parameters,
    ProvisionedProductId: provisionedId,
    ProvisionedProductName: name,
    ProductId: product.id,
    ProvisioningArtifactId: artifact.Id,
    PathId: pathId,
    RecordTags: input.Tags,
  });
  registerProvisioned(world, target, product, {
    id: provisionedId,
    name,
    artifactId: artifact.Id,
    token,
    recordId: record.detail.RecordId,
    Tags: input.Tags,
  });
  announceRecord(world, target, record);
  return { RecordDetail: record.detail };
};

export const terminateProvisionedProduct: Operation<
  TerminateProvisionedProductInput
> = (input, { world, ...target }) => {
  const token = input.TerminateToken ?? randomUUID();
  const known = recordOfToken(
    catalogOf(world, target).records,
    token,
    'TERMINATE_PROVISIONED_PRODUCT',
  );
  if (known) {
    return { RecordDetail: known.detail };
  }
  const product = findProvisioned(world, target, {
    id: input.ProvisionedProductId,
    name: input.ProvisionedProductName,
  });
  if (product.Status === 'UNDER_CHANGE') {
    throw new AwsError(
      'InvalidParametersException',
      `Provisioned product ${product.Id} is under change.`,
    );
  }
  const record = startRecord(world, target, 'TERMINATE_PROVISIONED_PRODUCT', {
    token,
    parameters: {},
    ProvisionedProductId: product.Id,
    ProvisionedProductName: product.Name,
    ProductId: product.ProductId,
    ProvisioningArtifactId: product.ProvisioningArtifactId,
  });
  product.Status = 'UNDER_CHANGE';
  product.LastRecordId = record.detail.RecordId;
  announceRecord(world, target, record);
  return { RecordDetail: record.detail };
};
