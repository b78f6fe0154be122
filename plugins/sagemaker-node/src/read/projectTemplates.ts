import {
  GetObjectTaggingCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import {
  ProductViewSummary,
  SearchProductsCommand,
} from '@aws-sdk/client-service-catalog';
import { isError } from '@backstage/errors';
import { ProjectTemplate } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsClients } from '../aws/clients';
import { collect, paginate } from '../aws/paginate';
import { SageMakerConfig } from '../config';
import { Target } from '../domain';
import { CallOptions, ProjectTemplateReader } from '../readers';
import {
  isTemplateKey,
  productTemplateId,
  s3TemplateId,
  templateName,
  templateUrl,
} from './templateIds';

const PAGE_SIZE = 100;

/** SageMaker's own tag of a template that people may choose. */
const VISIBILITY_TAG = 'sagemaker:studio-visibility';

function reasonOf(error: unknown): string {
  return isError(error) ? error.message : String(error);
}

export function mapProduct(product: ProductViewSummary): ProjectTemplate[] {
  return product.ProductId
    ? [
        {
          id: productTemplateId(product.ProductId),
          name: product.Name ?? product.ProductId,
          description: product.ShortDescription,
          source: 'ServiceCatalog',
          productId: product.ProductId,
        },
      ]
    : [];
}

export function createProjectTemplateReader(
  clients: AwsClients,
  readConfig: () => SageMakerConfig,
): ProjectTemplateReader {
  /** All products that the portal's role may launch. */
  async function products(target: Target, options?: CallOptions) {
    const client = clients.serviceCatalog(target);
    const found = await collect(
      paginate({
        what: `products in account ${target.accountId}, ${target.region}`,
        fetch: async PageToken => {
          const answer = await client.send(
            new SearchProductsCommand({ PageSize: PAGE_SIZE, PageToken }),
            { abortSignal: options?.signal },
          );
          return {
            items: answer.ProductViewSummaries ?? [],
            next: answer.NextPageToken,
          };
        },
        idOf: product => product.ProductId,
      }),
    );
    return { items: found.flatMap(mapProduct), unreadable: [] };
  }

  async function templateKeys(target: Target, options?: CallOptions) {
    const source = readConfig().projectTemplates;
    if (!source) {
      return [];
    }
    const { bucket, prefix } = source;
    const objects = await collect(
      paginate({
        what: `templates in s3://${bucket}/${prefix}`,
        fetch: async ContinuationToken => {
          const answer = await clients.s3(target).send(
            new ListObjectsV2Command({
              Bucket: bucket,
              Prefix: prefix,
              ContinuationToken,
            }),
            { abortSignal: options?.signal },
          );
          return {
            items: answer.Contents ?? [],
            next: answer.NextContinuationToken,
          };
        },
        idOf: object => object.Key,
      }),
    );
    return objects.flatMap(({ Key }) =>
      Key && isTemplateKey(Key) ? [{ bucket, key: Key }] : [],
    );
  }

  /** Templates in S3 that carry the tag of visibility; they are few, so each is asked for. */
  async function s3Templates(target: Target, options?: CallOptions) {
    const items: ProjectTemplate[] = [];
    const unreadable: string[] = [];
    const read = async ({ bucket, key }: { bucket: string; key: string }) => {
      try {
        const { TagSet = [] } = await clients
          .s3(target)
          .send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }), {
            abortSignal: options?.signal,
          });
        return TagSet.some(
          tag => tag.Key === VISIBILITY_TAG && tag.Value === 'true',
        );
      } catch (error) {
        options?.signal?.throwIfAborted();
        unreadable.push(`s3://${bucket}/${key}: ${reasonOf(error)}`);
        return false;
      }
    };
    const keys = await templateKeys(target, options);
    const visible = await Promise.all(keys.map(read));
    for (const [index, { bucket, key }] of keys.entries()) {
      if (visible[index]) {
        items.push({
          id: s3TemplateId(bucket, key),
          name: templateName(key),
          source: 'S3',
          templateUrl: templateUrl(target.region, bucket, key),
        });
      }
    }
    return { items, unreadable };
  }

  return {
    async list(target, options) {
      const sources = { 'Service Catalog': products, S3: s3Templates };
      const results = await Promise.all(
        Object.entries(sources).map(async ([name, read]) => {
          try {
            return await read(target, options);
          } catch (error) {
            options?.signal?.throwIfAborted();
            return { items: [], unreadable: [`${name}: ${reasonOf(error)}`] };
          }
        }),
      );
      return {
        items: results.flatMap(({ items }) => items),
        unreadable: results.flatMap(({ unreadable }) => unreadable),
      };
    },
  };
}
