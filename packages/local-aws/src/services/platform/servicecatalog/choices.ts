import { AwsError } from '../../../core/awsError';
import { World } from '../../../core/world';
import { Target } from '../target';
import { Artifact, catalogOf, Product } from './store';

/** By id or name; throws InvalidParametersException, ResourceNotFoundException. */
export function findProduct(
  world: World,
  target: Target,
  { id, name }: { id?: string; name?: string },
): Product {
  if (!id && !name) {
    throw new AwsError(
      'InvalidParametersException',
      'Either Id or Name must be specified.',
    );
  }
  const products = [...catalogOf(world, target).products.values()];
  const product = products.find(known =>
    id ? known.id === id : known.name === name,
  );
  if (!product) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Product ${id ?? name} not found.`,
    );
  }
  return product;
}

/** By id or name, the latest when neither is given; throws ResourceNotFoundException. */
export function findArtifact(
  product: Product,
  { id, name }: { id?: string; name?: string },
): Artifact {
  const artifact =
    id || name
      ? product.artifacts.find(({ Id, Name }) =>
          id ? Id === id : Name === name,
        )
      : product.artifacts.at(-1);
  if (!artifact) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Provisioning artifact ${id ?? name} not found for product ${
        product.id
      }.`,
    );
  }
  return artifact;
}

/** The launch path that a caller names; several paths make a name required. */
export function choosePath(
  product: Product,
  { id, name }: { id?: string; name?: string },
): string {
  const { launchPaths } = product;
  if (!id && !name) {
    if (launchPaths.length > 1) {
      throw new AwsError(
        'InvalidParametersException',
        `Multiple launch paths found for product ${product.id}. Specify a PathId.`,
      );
    }
    return launchPaths[0].Id;
  }
  const path = launchPaths.find(({ Id, Name }) =>
    id ? Id === id : Name === name,
  );
  if (!path) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Launch path ${id ?? name} not found for product ${product.id}.`,
    );
  }
  return path.Id;
}
