import { InputError } from '@backstage/errors';

const TEMPLATE_KEY = /\.(ya?ml|json|template)$/i;

/** Limit of TemplateName in CreateProject. */
const MAX_TEMPLATE_NAME = 32;

export type TemplateReference =
  | { source: 'ServiceCatalog'; productId: string }
  | { source: 'S3'; bucket: string; key: string };

export function isTemplateKey(key: string): boolean {
  return TEMPLATE_KEY.test(key);
}

export function productTemplateId(productId: string): string {
  return `servicecatalog:${productId}`;
}

export function s3TemplateId(bucket: string, key: string): string {
  return `s3:${bucket}/${key}`;
}

/** Throws an InputError for an id that is neither of a product nor of an S3 object. */
export function parseTemplateId(id: string): TemplateReference {
  const [, productId] = /^servicecatalog:([\w-]+)$/.exec(id) ?? [];
  if (productId) {
    return { source: 'ServiceCatalog', productId };
  }
  const [, bucket, key] = /^s3:([a-z0-9][a-z0-9.-]+)\/(.+)$/.exec(id) ?? [];
  if (bucket && key) {
    return { source: 'S3', bucket, key };
  }
  throw new InputError(
    `'${id}' is not a project template: expected servicecatalog:<productId> or s3:<bucket>/<key>`,
  );
}

/** The file name without its ending. */
export function templateName(key: string): string {
  return key.split('/').at(-1)!.replace(TEMPLATE_KEY, '');
}

/** A name that CreateProject accepts for a template: letters, digits and inner hyphens. */
export function providerTemplateName(key: string): string {
  const name = templateName(key)
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, MAX_TEMPLATE_NAME)
    .replace(/-+$/, '');
  return name || 'template';
}

export function templateUrl(
  region: string,
  bucket: string,
  key: string,
): string {
  const domain = region.startsWith('cn-')
    ? 'amazonaws.com.cn'
    : 'amazonaws.com';
  const path = key.split('/').map(encodeURIComponent).join('/');
  return `https://${bucket}.s3.${region}.${domain}/${path}`;
}

const TEMPLATE_URL =
  /^https:\/\/([a-z0-9][a-z0-9.-]+)\.s3[.-][a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([^?#]+)$/;

/** The template that `templateUrl` made a URL of; undefined for a URL of another form. */
export function templateIdOfUrl(url: string | undefined): string | undefined {
  const [, bucket, path] = TEMPLATE_URL.exec(url ?? '') ?? [];
  try {
    return bucket && s3TemplateId(bucket, decodeURIComponent(path));
  } catch {
    return undefined;
  }
}
