import type {
  DescribeProvisionedProductInput,
  DescribeRecordInput,
  ListRecordHistoryInput,
  SearchProvisionedProductsInput,
} from '@aws-sdk/client-service-catalog';
import { AwsError } from '../../../core/awsError';
import { Operation } from '../../../core/service';
import { World } from '../../../core/world';
import { Target } from '../target';
import { page } from './limits';
import { catalogOf, ProvisionedProduct } from './store';

const MAX_PROVISIONED = 100;
const MAX_RECORDS = 20;

/** By id or name; throws ResourceNotFoundException. */
export function findProvisioned(
  world: World,
  target: Target,
  { id, name }: { id?: string; name?: string },
): ProvisionedProduct {
  const { provisioned } = catalogOf(world, target);
  const found = [...provisioned.values()].find(product =>
    id ? product.Id === id : product.Name === name,
  );
  if (!found) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Provisioned product not found: ${id ?? name}`,
    );
  }
  return found;
}

export const describeProvisionedProduct: Operation<
  DescribeProvisionedProductInput
> = ({ Id, Name }, { world, ...target }) => {
  const { Tags, ProductName, ProvisioningArtifactName, ...detail } =
    findProvisioned(world, target, { id: Id, name: Name });
  return { ProvisionedProductDetail: detail, CloudWatchDashboards: [] };
};

/** A query such as `status:AVAILABLE`, or a bare text in the name or id. */
function matches(product: ProvisionedProduct, query: string): boolean {
  const [, field, value] = /^(\w+):(.*)$/.exec(query) ?? [];
  if (!field) {
    return product.Name.includes(query) || product.Id.includes(query);
  }
  const entry = Object.entries(product).find(
    ([key]) => key.toLowerCase() === field.toLowerCase(),
  );
  return entry?.[1] === value.replaceAll('"', '');
}

export const searchProvisionedProducts: Operation<
  SearchProvisionedProductsInput
> = ({ Filters = {}, ...paging }, { world, ...target }) => {
  const queries = Filters.SearchQuery ?? [];
  const found = [...catalogOf(world, target).provisioned.values()].filter(
    product => queries.every(query => matches(product, query)),
  );
  const { items, next } = page(found, paging, MAX_PROVISIONED);
  return {
    ProvisionedProducts: items,
    TotalResultsCount: found.length,
    NextPageToken: next,
  };
};

export const describeRecord: Operation<DescribeRecordInput> = (
  { Id = '', ...paging },
  { world, ...target },
) => {
  const record = catalogOf(world, target).records.get(Id);
  if (!record) {
    throw new AwsError('ResourceNotFoundException', `Record not found: ${Id}`);
  }
  const { items, next } = page(record.outputs, paging, MAX_RECORDS);
  return {
    RecordDetail: record.detail,
    RecordOutputs: items,
    NextPageToken: next,
  };
};

export const listRecordHistory: Operation<ListRecordHistoryInput> = (
  { SearchFilter, ...paging },
  { world, ...target },
) => {
  const { Key, Value } = SearchFilter ?? {};
  const found = [...catalogOf(world, target).records.values()]
    .map(({ detail }) => detail)
    .filter(
      detail =>
        (Key !== 'provisionedproduct' ||
          detail.ProvisionedProductId === Value) &&
        (Key !== 'product' || detail.ProductId === Value),
    )
    .reverse();
  const { items, next } = page(found, paging, MAX_RECORDS);
  return { RecordDetails: items, NextPageToken: next };
};
