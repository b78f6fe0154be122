import { World } from '../../core/world';
import { StoredStack } from '../../services/platform/cloudformation/store';
import { bucketsOf } from '../../services/platform/s3/store';
import {
  catalogOf,
  newId,
  Product,
  registerProvisioned,
} from '../../services/platform/servicecatalog/store';
import { ProjectRecord, targetOf } from '../../services/sagemaker/store';
import { invalid } from '../../services/sagemaker/validation';

const TEMPLATE_URL =
  /^https:\/\/([a-z0-9.-]+)\.s3[.-][a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/(.+)$/;

/** Where a project comes from, and the values for it. */
export interface Template {
  /** Left out for a template in S3. */
  product?: Product;
  parameters: Record<string, string>;
}

/** Follows the launch of a template until its stack stands or has failed. */
export interface Launch {
  stackName: string;
  started(stack: StoredStack): void;
  ended(failure?: string): void;
}

function toRecord(
  parameters: { Key?: string; Value?: string }[] = [],
): Record<string, string> {
  return Object.fromEntries(
    parameters.map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}

/** Throws a ValidationException for a product or object that is not there. */
export function resolveTemplate(
  world: World,
  project: ProjectRecord,
): Template {
  const details = project.ServiceCatalogProvisioningDetails;
  if (details) {
    const product = catalogOf(world, targetOf(project.ProjectArn)).products.get(
      details.ProductId ?? '',
    );
    if (!product) {
      throw invalid(`Product ${details.ProductId} does not exist.`);
    }
    if (product.launchPaths.length > 1 && !details.PathId) {
      throw invalid(
        `Product ${product.id} has several launch paths: PathId is required.`,
      );
    }
    return {
      product,
      parameters: toRecord(details.ProvisioningParameters),
    };
  }
  const template =
    project.TemplateProviderDetails?.[0].CfnTemplateProviderDetail;
  assertTemplateObject(world, template?.TemplateURL);
  return { parameters: toRecord(template?.Parameters) };
}

/** Throws a ValidationException for a template in S3 that is not there. */
export function assertTemplateObject(world: World, url: string | undefined) {
  const [, bucket, key] = TEMPLATE_URL.exec(url ?? '') ?? [];
  if (!bucketsOf(world).get(bucket)?.objects.has(decodeURIComponent(key))) {
    throw invalid(`TemplateURL ${url} does not exist.`);
  }
}

function launchProduct(
  world: World,
  project: ProjectRecord,
  product: Product,
): Launch {
  const target = targetOf(project.ProjectArn);
  const provisioned = registerProvisioned(world, target, product, {
    name: project.ProjectName,
    artifactId:
      project.ServiceCatalogProvisioningDetails?.ProvisioningArtifactId ??
      product.artifacts.at(-1)!.Id,
    token: newId('token'),
    recordId: newId('rec'),
  });
  project.ServiceCatalogProvisionedProductDetails = {
    ProvisionedProductId: provisioned.Id,
  };
  return {
    stackName: `SC-${target.accountId}-${provisioned.Id}`,
    started(stack) {
      provisioned.PhysicalId = stack.stack.StackId;
    },
    ended(failure) {
      provisioned.Status = failure ? 'ERROR' : 'AVAILABLE';
      provisioned.StatusMessage = failure;
      project.ServiceCatalogProvisionedProductDetails = {
        ProvisionedProductId: provisioned.Id,
        ProvisionedProductStatusMessage: failure,
      };
    },
  };
}

function launchStack(project: ProjectRecord): Launch {
  const detail = project.TemplateProviderDetails![0].CfnTemplateProviderDetail!;
  const stackName = `SP-${project.ProjectName}-${project.ProjectId}`;
  const Name = stackName;
  return {
    stackName,
    started({ stack }) {
      detail.StackDetail = {
        Name,
        Id: stack.StackId,
        StatusMessage: undefined,
      };
    },
    ended(failure) {
      detail.StackDetail = {
        Name,
        Id: detail.StackDetail?.Id,
        StatusMessage: failure,
      };
    },
  };
}

export function launchTemplate(
  world: World,
  project: ProjectRecord,
  { product }: Template,
): Launch {
  return product
    ? launchProduct(world, project, product)
    : launchStack(project);
}

/** Takes the provisioned product of a project that is deleted out of the catalog. */
export function terminateLaunch(world: World, project: ProjectRecord) {
  catalogOf(world, targetOf(project.ProjectArn)).provisioned.delete(
    project.ServiceCatalogProvisionedProductDetails?.ProvisionedProductId ?? '',
  );
}
