import type {
  DescribeProductInput,
  DescribeProvisioningParametersInput,
  ListLaunchPathsInput,
  ListProvisioningArtifactsInput,
  SearchProductsInput,
} from '@aws-sdk/client-service-catalog';
import { Operation } from '../../../core/service';
import { choosePath, findArtifact, findProduct } from './choices';
import { page } from './limits';
import { catalogOf, Product } from './store';

const MAX_PRODUCTS = 100;
const MAX_PATHS = 20;

function viewSummary(product: Product) {
  return {
    Id: `prodview-${product.id.replace(/^prod-/, '')}`,
    ProductId: product.id,
    Name: product.name,
    Owner: product.owner,
    ShortDescription: product.description,
    Type: 'CLOUD_FORMATION_TEMPLATE',
    HasDefaultPath: product.launchPaths.length === 1,
  };
}

type Filters = NonNullable<SearchProductsInput['Filters']>;

function matches(product: Product, filters: Filters): boolean {
  const isOneOf = (wanted: string[] | undefined, value: string) =>
    !wanted?.length || wanted.includes(value);
  const text = `${product.name} ${product.description ?? ''} ${product.owner}`;
  return (
    isOneOf(filters.Owner, product.owner) &&
    isOneOf(filters.ProductType, 'CLOUD_FORMATION_TEMPLATE') &&
    (filters.FullTextSearch ?? []).every(word =>
      text.toLowerCase().includes(word.toLowerCase()),
    )
  );
}

export const searchProducts: Operation<SearchProductsInput> = (
  { Filters = {}, SortBy, SortOrder, ...paging },
  { world, ...target },
) => {
  const found = [...catalogOf(world, target).products.values()].filter(
    product => matches(product, Filters),
  );
  if (SortBy === 'Title') {
    found.sort((a, b) => a.name.localeCompare(b.name));
  } else if (SortBy === 'CreationDate') {
    found.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  }
  if (SortOrder === 'DESCENDING') {
    found.reverse();
  }
  const { items, next } = page(found, paging, MAX_PRODUCTS);
  return {
    ProductViewSummaries: items.map(viewSummary),
    ProductViewAggregations: {},
    NextPageToken: next,
  };
};

export const describeProduct: Operation<DescribeProductInput> = (
  { Id, Name },
  { world, ...target },
) => {
  const product = findProduct(world, target, { id: Id, name: Name });
  return {
    ProductViewSummary: viewSummary(product),
    ProvisioningArtifacts: product.artifacts.map(artifact => ({
      Id: artifact.Id,
      Name: artifact.Name,
      Description: artifact.Description,
      CreatedTime: artifact.CreatedTime,
      Guidance: artifact.Guidance,
    })),
    LaunchPaths: product.launchPaths,
    Budgets: [],
  };
};

export const listLaunchPaths: Operation<ListLaunchPathsInput> = (
  { ProductId, ...paging },
  { world, ...target },
) => {
  const { launchPaths, launchRole } = findProduct(world, target, {
    id: ProductId,
  });
  const { items, next } = page(launchPaths, paging, MAX_PATHS);
  return {
    LaunchPathSummaries: items.map(path => ({
      ...path,
      ConstraintSummaries: launchRole
        ? [{ Type: 'LAUNCH', Description: `Launch as ${launchRole}` }]
        : [],
      Tags: [],
    })),
    NextPageToken: next,
  };
};

export const listProvisioningArtifacts: Operation<
  ListProvisioningArtifactsInput
> = ({ ProductId }, { world, ...target }) => {
  const { artifacts } = findProduct(world, target, { id: ProductId });
  return {
    ProvisioningArtifactDetails: artifacts.map(
      ({ Parameters, ...detail }) => detail,
    ),
  };
};

export const describeProvisioningParameters: Operation<
  DescribeProvisioningParametersInput
> = (input, { world, ...target }) => {
  const product = findProduct(world, target, {
    id: input.ProductId,
    name: input.ProductName,
  });
  const artifact = findArtifact(product, {
    id: input.ProvisioningArtifactId,
    name: input.ProvisioningArtifactName,
  });
  choosePath(product, { id: input.PathId, name: input.PathName });
  return {
    ProvisioningArtifactParameters: artifact.Parameters,
    ConstraintSummaries: [],
    UsageInstructions: [],
    TagOptions: [],
  };
};
