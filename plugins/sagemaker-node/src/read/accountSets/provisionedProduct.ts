import { DescribeProvisionedProductCommand } from '@aws-sdk/client-service-catalog';
import { NotFoundError } from '@backstage/errors';
import { AwsClients } from '../../aws/clients';
import { SageMakerConfig } from '../../config';
import { AccountSetReader } from '../../readers';

export function createProvisionedProductReader(
  clients: AwsClients,
  readConfig: () => SageMakerConfig,
): AccountSetReader['provisionedProduct'] {
  return async (id, options) => {
    const { governance } = readConfig();
    if (!governance) {
      return undefined;
    }
    try {
      const { ProvisionedProductDetail: product } = await clients
        .serviceCatalog(governance)
        .send(new DescribeProvisionedProductCommand({ Id: id }), {
          abortSignal: options?.signal,
        });
      return product?.Status
        ? { status: product.Status, statusMessage: product.StatusMessage }
        : undefined;
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  };
}
