import {
  DescribeStackEventsCommand,
  StackEvent,
} from '@aws-sdk/client-cloudformation';
import {
  CreateProjectCommand,
  CreateProjectCommandInput,
  DeleteProjectCommand,
  DescribeProjectCommand,
  DescribeProjectCommandOutput,
} from '@aws-sdk/client-sagemaker';
import { ListLaunchPathsCommand } from '@aws-sdk/client-service-catalog';
import { NotFoundError } from '@backstage/errors';
import { parseArn } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsClients } from '../aws/clients';
import { collect, paginate } from '../aws/paginate';
import { Target } from '../domain';
import { readTags, toTagList } from '../read/tags';
import {
  parseTemplateId,
  providerTemplateName,
  templateUrl,
} from '../read/templateIds';
import { CallOptions } from '../readers';
import { ProjectState, ProjectWriter } from '../writers';

const LAUNCH_PATHS_PAGE_SIZE = 20;

export function mapProjectState(
  project: Omit<DescribeProjectCommandOutput, '$metadata'>,
  tags: Record<string, string>,
): ProjectState {
  const product = project.ServiceCatalogProvisionedProductDetails;
  const stack =
    project.TemplateProviderDetails?.[0]?.CfnTemplateProviderDetail
      ?.StackDetail;
  const arn = project.ProjectArn!;
  const status = project.ProjectStatus!;
  const provisionedProductId = product?.ProvisionedProductId;
  return {
    arn,
    projectId: project.ProjectId!,
    name: project.ProjectName!,
    status,
    reason: status.endsWith('Failed')
      ? product?.ProvisionedProductStatusMessage ?? stack?.StatusMessage
      : undefined,
    // Service Catalog names the stack of a product SC-<account>-<provisioned product>.
    stackId:
      stack?.Id ??
      (provisionedProductId &&
        `SC-${parseArn(arn).accountId}-${provisionedProductId}`),
    provisionedProductId,
    tags,
  };
}

function mapEvent(event: StackEvent) {
  return {
    id: event.EventId ?? '',
    time: event.Timestamp?.toISOString() ?? '',
    resource: event.LogicalResourceId ?? event.StackName ?? '',
    status: event.ResourceStatus ?? '',
    reason: event.ResourceStatusReason,
  };
}

export function createProjectWriter(clients: AwsClients): ProjectWriter {
  /**
   * A product that is offered on several paths cannot be launched without
   * naming one; all paths lead to the same product, so the first is taken.
   */
  async function launchPath(
    target: Target,
    productId: string,
    options?: CallOptions,
  ): Promise<string | undefined> {
    const client = clients.serviceCatalog(target);
    const paths = await collect(
      paginate({
        what: `the launch paths of ${productId}`,
        fetch: async PageToken => {
          const answer = await client.send(
            new ListLaunchPathsCommand({
              ProductId: productId,
              PageSize: LAUNCH_PATHS_PAGE_SIZE,
              PageToken,
            }),
            { abortSignal: options?.signal },
          );
          return {
            items: answer.LaunchPathSummaries ?? [],
            next: answer.NextPageToken,
          };
        },
        idOf: path => path.Id,
      }),
    );
    const ids = paths.flatMap(({ Id }) => Id ?? []).sort();
    return ids.length > 1 ? ids[0] : undefined;
  }

  async function provisioning(
    target: Target,
    templateId: string,
    parameters: Record<string, string>,
    options?: CallOptions,
  ): Promise<Partial<CreateProjectCommandInput>> {
    const template = parseTemplateId(templateId);
    const Parameters = Object.entries(parameters).map(([Key, Value]) => ({
      Key,
      Value,
    }));
    if (template.source === 'ServiceCatalog') {
      const { productId } = template;
      return {
        ServiceCatalogProvisioningDetails: {
          ProductId: productId,
          PathId: await launchPath(target, productId, options),
          ProvisioningParameters: Parameters,
        },
      };
    }
    const { bucket, key } = template;
    return {
      TemplateProviders: [
        {
          CfnTemplateProvider: {
            TemplateName: providerTemplateName(key),
            TemplateURL: templateUrl(target.region, bucket, key),
            Parameters,
          },
        },
      ],
    };
  }

  return {
    async find(target, name, options) {
      const client = clients.sagemaker(target);
      try {
        const project = await client.send(
          new DescribeProjectCommand({ ProjectName: name }),
          { abortSignal: options?.signal },
        );
        if (project.ProjectStatus === 'DeleteCompleted') {
          return undefined;
        }
        const tags = await readTags(client, project.ProjectArn!, options);
        return mapProjectState(project, tags);
      } catch (error) {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    },

    async create(target, request, options) {
      const { ProjectArn, ProjectId } = await clients.sagemaker(target).send(
        new CreateProjectCommand({
          ProjectName: request.name,
          ProjectDescription: request.description,
          Tags: toTagList(request.tags),
          ...(await provisioning(
            target,
            request.templateId,
            request.parameters ?? {},
            options,
          )),
        }),
        { abortSignal: options?.signal },
      );
      return mapProjectState(
        {
          ProjectArn,
          ProjectId,
          ProjectName: request.name,
          ProjectStatus: 'Pending',
          CreationTime: undefined,
        },
        request.tags,
      );
    },

    async remove(target, name, options) {
      try {
        await clients
          .sagemaker(target)
          .send(new DeleteProjectCommand({ ProjectName: name }), {
            abortSignal: options?.signal,
          });
      } catch (error) {
        if (!(error instanceof NotFoundError)) {
          throw error;
        }
      }
    },

    async events(target, project, options) {
      const { stackId } = project;
      if (!stackId) {
        return [];
      }
      const client = clients.cloudformation(target);
      try {
        const events = await collect(
          paginate({
            what: `the events of the stack ${stackId}`,
            fetch: async NextToken => {
              const answer = await client.send(
                new DescribeStackEventsCommand({
                  StackName: stackId,
                  NextToken,
                }),
                { abortSignal: options?.signal },
              );
              return {
                items: answer.StackEvents ?? [],
                next: answer.NextToken,
              };
            },
            idOf: event => event.EventId,
          }),
        );
        // AWS answers the newest first.
        return events.map(mapEvent).reverse();
      } catch (error) {
        if (error instanceof NotFoundError) {
          return [];
        }
        throw error;
      }
    },
  };
}
