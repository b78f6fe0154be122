import { randomBytes } from 'node:crypto';
import type {
  ProvisionedProductAttribute,
  ProvisioningArtifactDetail,
  ProvisioningArtifactParameter,
  RecordDetail,
  RecordOutput,
} from '@aws-sdk/client-service-catalog';
import { storeKey } from '../../../core/stores';
import { World } from '../../../core/world';
import { regionalArn, Target } from '../target';

export interface Artifact extends ProvisioningArtifactDetail {
  Id: string;
  Parameters: ProvisioningArtifactParameter[];
}

export interface Product {
  id: string;
  name: string;
  owner: string;
  description?: string;
  createdAt: Date;
  /** Newest last, as AWS lists them. */
  artifacts: Artifact[];
  /** A caller must name one when there are several. */
  launchPaths: { Id: string; Name: string }[];
  /** ARN of the role that its launch constraints name; none without them. */
  launchRole?: string;
}

export interface ProvisionedProduct extends ProvisionedProductAttribute {
  Id: string;
  Name: string;
  ProductId: string;
  ProvisioningArtifactId: string;
  LastRecordId: string;
}

export interface ServiceRecord {
  detail: RecordDetail & { RecordId: string };
  outputs: RecordOutput[];
  /** What the caller asked for. */
  parameters: Record<string, string>;
  token: string;
}

export const serviceCatalogStore = storeKey('servicecatalog', () => ({
  /** Products of portfolios that every caller in the account may launch from, by id. */
  products: new Map<string, Product>(),
  /** By id; terminated ones are gone. */
  provisioned: new Map<string, ProvisionedProduct>(),
  /** By id, oldest first; they outlive their provisioned product. */
  records: new Map<string, ServiceRecord>(),
}));

export function catalogOf(world: World, target: Target) {
  return world.store(serviceCatalogStore, target.accountId, target.region);
}

/** An id as Service Catalog makes them, such as `prod-` and 13 letters and digits. */
export function newId(prefix: string): string {
  const tail = BigInt(`0x${randomBytes(10).toString('hex')}`).toString(36);
  return `${prefix}-${tail.padStart(13, '0').slice(-13)}`;
}

export function addProduct(
  world: World,
  target: Target,
  product: {
    id?: string;
    name: string;
    owner: string;
    description?: string;
    parameters?: ProvisioningArtifactParameter[];
    /** Names of versions, oldest first; `v1` when left out. */
    versions?: string[];
    /** Names of portfolios that offer it; one when left out. */
    paths?: string[];
    launchRole?: string;
  },
): Product {
  const createdAt = world.clock.now();
  const added: Product = {
    id: product.id ?? newId('prod'),
    name: product.name,
    owner: product.owner,
    description: product.description,
    createdAt,
    artifacts: (product.versions ?? ['v1']).map(Name => ({
      Id: newId('pa'),
      Name,
      Type: 'CLOUD_FORMATION_TEMPLATE',
      CreatedTime: createdAt,
      Active: true,
      Guidance: 'DEFAULT',
      Parameters: product.parameters ?? [],
    })),
    launchPaths: (product.paths ?? ['MLOps']).map(Name => ({
      Id: newId('lpv3'),
      Name,
    })),
    launchRole: product.launchRole,
  };
  catalogOf(world, target).products.set(added.id, added);
  return added;
}

/** A product that is there already and available, for a world with a past. */
export function addProvisionedProduct(
  world: World,
  target: Target,
  product: Product,
  provisioned: Pick<ProvisionedProductAttribute, 'Tags'> & {
    id?: string;
    name: string;
  },
): ProvisionedProduct {
  const added = registerProvisioned(world, target, product, {
    ...provisioned,
    artifactId: product.artifacts.at(-1)!.Id,
    token: newId('token'),
    recordId: newId('rec'),
  });
  added.Status = 'AVAILABLE';
  added.LastSuccessfulProvisioningRecordId = added.LastRecordId;
  return added;
}

export function registerProvisioned(
  world: World,
  target: Target,
  product: Product,
  request: Pick<ProvisionedProductAttribute, 'Tags'> & {
    id?: string;
    name: string;
    artifactId: string;
    token: string;
    recordId: string;
  },
): ProvisionedProduct {
  const id = request.id ?? newId('pp');
  const artifact = product.artifacts.find(
    ({ Id }) => Id === request.artifactId,
  );
  const added: ProvisionedProduct = {
    Id: id,
    Name: request.name,
    Arn: regionalArn('servicecatalog', target, `stack/${request.name}/${id}`),
    Type: 'CFN_STACK',
    Status: 'UNDER_CHANGE',
    CreatedTime: world.clock.now(),
    IdempotencyToken: request.token,
    LastRecordId: request.recordId,
    LastProvisioningRecordId: request.recordId,
    ProductId: product.id,
    ProductName: product.name,
    ProvisioningArtifactId: request.artifactId,
    ProvisioningArtifactName: artifact?.Name,
    Tags: request.Tags ?? [],
  };
  catalogOf(world, target).provisioned.set(id, added);
  return added;
}
