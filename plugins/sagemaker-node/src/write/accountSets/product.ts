import {
  DescribeProductCommand,
  DescribeProvisionedProductCommand,
  DescribeProvisioningParametersCommand,
  DescribeRecordCommand,
  ProvisioningArtifact,
  ProvisionProductCommand,
  RecordOutput,
  TerminateProvisionedProductCommand,
} from '@aws-sdk/client-service-catalog';
import { InputError, NotFoundError } from '@backstage/errors';
import { AwsClients } from '../../aws/clients';
import { SageMakerConfig } from '../../config';
import { CallOptions } from '../../readers';
import { toTagList } from '../../read/tags';
import { AccountSetVending, StackSetPreferences } from '../../vending';
import { mapProvisioningParameter } from '../templateParameters';
import { governanceOf } from './governance';
import { accountsFromOutputs } from './outputs';

/** The newest version that nobody advises against. */
function newest(artifacts: ProvisioningArtifact[] = []) {
  return artifacts
    .filter(({ Guidance }) => Guidance !== 'DEPRECATED')
    .sort(
      (a, b) =>
        (a.CreatedTime?.getTime() ?? 0) - (b.CreatedTime?.getTime() ?? 0),
    )
    .at(-1);
}

function toPreferences(stackSet: StackSetPreferences) {
  return {
    StackSetAccounts: stackSet.accounts,
    StackSetRegions: stackSet.regions,
    StackSetFailureToleranceCount: stackSet.failureToleranceCount,
    StackSetFailureTolerancePercentage: stackSet.failureTolerancePercentage,
    StackSetMaxConcurrencyCount: stackSet.maxConcurrencyCount,
    StackSetMaxConcurrencyPercentage: stackSet.maxConcurrencyPercentage,
  };
}

/** Service Catalog in the governance account. */
export function createProductWriter(
  clients: AwsClients,
  readConfig: () => SageMakerConfig,
): Pick<
  AccountSetVending,
  | 'accountsFrom'
  | 'product'
  | 'provision'
  | 'provisionedProduct'
  | 'record'
  | 'terminate'
> {
  const client = () => clients.serviceCatalog(governanceOf(readConfig()));
  const send = (options?: CallOptions) => ({ abortSignal: options?.signal });

  return {
    async product(options) {
      const { product, region } = governanceOf(readConfig());
      if (!product) {
        throw new InputError(
          "The configuration does not say which Service Catalog product vends account sets: set 'sagemaker.governance.product' to its id or name",
        );
      }
      const described = await client().send(
        new DescribeProductCommand(
          product.startsWith('prod-') ? { Id: product } : { Name: product },
        ),
        send(options),
      );
      const id = described.ProductViewSummary?.ProductId;
      const artifact = newest(described.ProvisioningArtifacts);
      if (!id || !artifact?.Id) {
        throw new InputError(
          `The product '${product}', which vends account sets, has no version that can be launched: activate one in Service Catalog`,
        );
      }
      const paths = (described.LaunchPaths ?? []).flatMap(({ Id }) => Id ?? []);
      // All paths lead to the same product; one must be named only if there are several.
      const pathId = paths.length > 1 ? paths.sort()[0] : undefined;
      const { ProvisioningArtifactParameters = [] } = await client().send(
        new DescribeProvisioningParametersCommand({
          ProductId: id,
          ProvisioningArtifactId: artifact.Id,
          PathId: pathId,
        }),
        send(options),
      );
      return {
        id,
        name: described.ProductViewSummary?.Name ?? product,
        region,
        artifactId: artifact.Id,
        artifactName: artifact.Name ?? artifact.Id,
        pathId,
        parameters: ProvisioningArtifactParameters.flatMap(
          mapProvisioningParameter,
        ),
      };
    },

    async provisionedProduct(by, options) {
      try {
        const { ProvisionedProductDetail: found } = await client().send(
          new DescribeProvisionedProductCommand(
            'id' in by ? { Id: by.id } : { Name: by.name },
          ),
          send(options),
        );
        return (
          (found?.Id && {
            id: found.Id,
            name: found.Name ?? found.Id,
            status: found.Status ?? 'UNKNOWN',
            reason: found.StatusMessage,
            token: found.IdempotencyToken,
            lastRecordId: found.LastRecordId ?? '',
          }) ||
          undefined
        );
      } catch (error) {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    },

    async provision(request, options) {
      const { product, parameters, stackSet, tags } = request;
      const { RecordDetail } = await client().send(
        new ProvisionProductCommand({
          ProductId: product.id,
          ProvisioningArtifactId: product.artifactId,
          PathId: product.pathId,
          ProvisionedProductName: request.name,
          ProvisioningParameters: Object.entries(parameters).map(
            ([Key, Value]) => ({ Key, Value }),
          ),
          ProvisioningPreferences: stackSet && toPreferences(stackSet),
          Tags: toTagList(tags),
          ProvisionToken: request.token,
        }),
        send(options),
      );
      return {
        recordId: RecordDetail?.RecordId ?? '',
        provisionedProductId: RecordDetail?.ProvisionedProductId ?? '',
      };
    },

    async terminate(id, token, options) {
      const { RecordDetail } = await client().send(
        new TerminateProvisionedProductCommand({
          ProvisionedProductId: id,
          TerminateToken: token,
        }),
        send(options),
      );
      return { recordId: RecordDetail?.RecordId ?? '' };
    },

    async record(id, options) {
      const outputs: RecordOutput[] = [];
      for (let PageToken: string | undefined; ; ) {
        const answer = await client().send(
          new DescribeRecordCommand({ Id: id, PageToken }),
          send(options),
        );
        outputs.push(...(answer.RecordOutputs ?? []));
        PageToken = answer.NextPageToken;
        if (!PageToken) {
          const {
            Status = 'UNKNOWN',
            RecordType,
            RecordErrors = [],
          } = answer.RecordDetail ?? {};
          return {
            id,
            status: Status,
            isTermination: RecordType === 'TERMINATE_PROVISIONED_PRODUCT',
            errors: RecordErrors.map(
              ({ Code, Description }) =>
                Description ?? Code ?? 'no reason given',
            ),
            outputs: Object.fromEntries(
              outputs.map(({ OutputKey = '', OutputValue = '' }) => [
                OutputKey,
                OutputValue,
              ]),
            ),
          };
        }
      }
    },

    accountsFrom(outputs) {
      return accountsFromOutputs(
        outputs,
        governanceOf(readConfig()).accountOutputs,
      );
    },
  };
}
