import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { AccountSetEntity } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  AccountSet,
  AccountSetReader,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access, accountRefOf } from './access/Gate';
import { AccountSetSubject } from './access/subjects';
import { ReadCache } from './reads/ReadCache';
import { AccountSetDetail } from './schema/openapi/generated/models';

interface Product {
  status?: string;
  statusMessage?: string;
}

/** Account sets as their sources state them now. */
export class AccountSets {
  constructor(
    private readonly deps: { reader: AccountSetReader; cache: ReadCache },
  ) {}

  /** Throws NotFoundError when no source has the set. */
  async get({
    subject: { set },
  }: Access<AccountSetSubject>): Promise<AccountSetDetail> {
    const name = sourceName(set);
    const { value, asOf } = await this.deps.cache.read(
      { subject: `account-set:${name}`, question: 'state' },
      async signal => {
        const row = await this.deps.reader.get(name, { signal });
        return { row, product: await this.productOf(row, signal) };
      },
    );
    return { ...stateOf(value.row), ...productFields(value.product), asOf };
  }

  /** The row says most; a product that cannot be read only leaves out its status. */
  private async productOf(
    row: AccountSet,
    signal: AbortSignal,
  ): Promise<Product> {
    if (!row.provisionedProductId) {
      return {};
    }
    try {
      const product = await this.deps.reader.provisionedProduct(
        row.provisionedProductId,
        { signal },
      );
      return (
        product ?? {
          statusMessage: `Service Catalog has no provisioned product '${row.provisionedProductId}'`,
        }
      );
    } catch (error) {
      return {
        statusMessage: `The provisioned product could not be read: ${
          toError(error).message
        }`,
      };
    }
  }
}

/**
 * The name of the set where it was read: an ingested entity has it as its title,
 * because a row's name may be none for an entity; in YAML a title is only a title.
 */
function sourceName({ metadata }: AccountSetEntity): string {
  const isIngested =
    metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION]?.startsWith(
      'sagemaker:',
    );
  return (isIngested && metadata.title) || metadata.name;
}

function stateOf(row: AccountSet): Omit<AccountSetDetail, 'asOf'> {
  return {
    name: row.name,
    state: row.state,
    owner: row.owner,
    regions: row.regions,
    accounts: row.accounts.map(({ role, accountId }) => ({
      role,
      accountId,
      entityRef: accountRefOf(accountId),
    })),
    provisionedProductId: row.provisionedProductId,
    updatedAt: row.updatedAt,
  };
}

function productFields({ status, statusMessage }: Product) {
  return { provisionedProductStatus: status, statusMessage };
}
