import type { RecordDetail } from '@aws-sdk/client-service-catalog';
import { World } from '../../../core/world';
import { listen, listenersKey, tell } from '../listeners';
import { Target } from '../target';
import { catalogOf, newId, ProvisionedProduct, ServiceRecord } from './store';

/** Something that Service Catalog has to do now. */
export interface RecordStart {
  target: Target;
  record: ServiceRecord;
}

const starts = listenersKey<RecordStart>('servicecatalog-records');

/**
 * Calls `listener` for every record that starts: a product to provision or to
 * terminate. Whoever listens does the work and calls `finishRecord`.
 */
export function onRecord(world: World, listener: (start: RecordStart) => void) {
  listen(world, starts, listener);
}

export function startRecord(
  world: World,
  target: Target,
  type: 'PROVISION_PRODUCT' | 'TERMINATE_PROVISIONED_PRODUCT',
  request: Pick<ServiceRecord, 'token' | 'parameters'> &
    Pick<
      RecordDetail,
      | 'ProvisionedProductId'
      | 'ProvisionedProductName'
      | 'ProductId'
      | 'ProvisioningArtifactId'
      | 'PathId'
      | 'RecordTags'
    >,
): ServiceRecord {
  const now = world.clock.now();
  const { token, parameters, ...detail } = request;
  const record: ServiceRecord = {
    detail: {
      RecordId: newId('rec'),
      Status: 'IN_PROGRESS',
      CreatedTime: now,
      UpdatedTime: now,
      ProvisionedProductType: 'CFN_STACK',
      RecordType: type,
      RecordErrors: [],
      ...detail,
    },
    outputs: [],
    parameters,
    token,
  };
  catalogOf(world, target).records.set(record.detail.RecordId, record);
  return record;
}

/** Tells whoever does the work; after everything about the record is written down. */
export function announceRecord(
  world: World,
  { accountId, region }: Target,
  record: ServiceRecord,
) {
  tell(world, starts, { target: { accountId, region }, record });
}

/** Ends a record and sets its provisioned product to what that means. */
export function finishRecord(
  world: World,
  target: Target,
  recordId: string,
  result:
    | { status: 'SUCCEEDED'; outputs?: ServiceRecord['outputs'] }
    | { status: 'FAILED'; error: string },
) {
  const { records, provisioned } = catalogOf(world, target);
  const record = records.get(recordId);
  if (record?.detail.Status !== 'IN_PROGRESS') {
    return;
  }
  const { detail } = record;
  detail.Status = result.status;
  detail.UpdatedTime = world.clock.now();
  const product = provisioned.get(detail.ProvisionedProductId ?? '');
  if (result.status === 'FAILED') {
    detail.RecordErrors = [
      { Code: 'InternalFailure', Description: result.error },
    ];
  } else {
    record.outputs = result.outputs ?? [];
  }
  if (product) {
    settleProduct(product, record, () => provisioned.delete(product.Id));
  }
}

function settleProduct(
  product: ProvisionedProduct,
  { detail }: ServiceRecord,
  remove: () => void,
) {
  const isTermination = detail.RecordType === 'TERMINATE_PROVISIONED_PRODUCT';
  if (detail.Status === 'SUCCEEDED') {
    if (isTermination) {
      remove();
      return;
    }
    product.Status = 'AVAILABLE';
    product.StatusMessage = undefined;
    product.LastSuccessfulProvisioningRecordId = detail.RecordId;
  } else {
    product.Status = isTermination ? 'TAINTED' : 'ERROR';
    product.StatusMessage = detail.RecordErrors?.[0]?.Description;
  }
}
