import { ModelDashboardModel, SearchCommand } from '@aws-sdk/client-sagemaker';
import { AwsClients } from '../aws/clients';
import { collect, paginate } from '../aws/paginate';
import { DeployedModel, Target } from '../domain';
import { DeployedModelReader } from '../readers';
import { findVersionArn } from './deploymentMapping';

const PAGE_SIZE = 100;

/** Undefined for a model that no endpoint serves. */
export function mapDeployedModel(
  record: ModelDashboardModel,
  target: Target,
): DeployedModel | undefined {
  const { Model: model, Endpoints: endpoints = [] } = record;
  if (!model?.ModelName || endpoints.length === 0) {
    return undefined;
  }
  const containers = [
    ...(model.PrimaryContainer ? [model.PrimaryContainer] : []),
    ...(model.Containers ?? []),
  ];
  return {
    accountId: target.accountId,
    region: target.region,
    modelName: model.ModelName,
    modelPackageArn: containers
      .map(container => findVersionArn(container.ModelPackageName))
      .find(Boolean),
    endpoints: endpoints.map(endpoint => ({
      name: endpoint.EndpointName ?? '',
      arn: endpoint.EndpointArn ?? '',
      status: endpoint.EndpointStatus ?? '',
      modifiedAt: endpoint.LastModifiedTime?.toISOString(),
    })),
  };
}

export function createDeployedModelReader(
  clients: AwsClients,
): DeployedModelReader {
  return {
    async list(target, options) {
      const client = clients.sagemaker(target);
      const records = await collect(
        paginate({
          what: `models in account ${target.accountId}, ${target.region}`,
          fetch: async NextToken => {
            const answer = await client.send(
              // In Search's own order: the records of models are nested, and
              // AWS does not document which of their properties sort them.
              new SearchCommand({
                Resource: 'Model',
                MaxResults: PAGE_SIZE,
                NextToken,
              }),
              { abortSignal: options?.signal },
            );
            return {
              items: (answer.Results ?? []).flatMap(({ Model }) => Model ?? []),
              next: answer.NextToken,
            };
          },
          idOf: record => record.Model?.ModelArn ?? record.Model?.ModelName,
        }),
      );
      return records.flatMap(record => mapDeployedModel(record, target) ?? []);
    },
  };
}
