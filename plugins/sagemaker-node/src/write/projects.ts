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
  UpdateProjectCommand,
  UpdateProjectCommandInput,
} from '@aws-sdk/client-sagemaker';
import { NotFoundError } from '@backstage/errors';
import { parseArn } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsClients } from '../aws/clients';
import { collect, paginate } from '../aws/paginate';
import { readTags, toTagList } from '../read/tags';
import {
  parseTemplateId,
  productTemplateId,
  providerTemplateName,
  templateIdOfUrl,
  templateUrl,
} from '../read/templateIds';
import { ProjectLaunch, ProjectState, ProjectWriter } from '../writers';
import { createProjectTemplateFacts } from './projectTemplate';

function toRecord(parameters: { Key?: string; Value?: string }[] = []) {
  return Object.fromEntries(
    parameters.flatMap(({ Key, Value }) =>
      Key && Value !== undefined ? [[Key, Value]] : [],
    ),
  );
}

function toParameters(values: Record<string, string>) {
  return Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
}

function mapLaunch(
  project: Omit<DescribeProjectCommandOutput, '$metadata'>,
): ProjectLaunch | undefined {
  const product = project.ServiceCatalogProvisioningDetails;
  if (product?.ProductId) {
    return {
      templateId: productTemplateId(product.ProductId),
      artifactId: product.ProvisioningArtifactId,
      pathId: product.PathId,
      parameters: toRecord(product.ProvisioningParameters),
    };
  }
  const template =
    project.TemplateProviderDetails?.[0]?.CfnTemplateProviderDetail;
  return (
    template && {
      templateId: templateIdOfUrl(template.TemplateURL),
      templateName: template.TemplateName,
      parameters: toRecord(template.Parameters),
    }
  );
}

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
    modifiedAt: project.LastModifiedTime?.toISOString(),
    launch: mapLaunch(project),
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

type CreateRequest = Parameters<ProjectWriter['create']>[1];
type UpdateRequest = Parameters<ProjectWriter['update']>[1];

function launchOf(
  region: string,
  request: CreateRequest,
): Partial<CreateProjectCommandInput> {
  const template = parseTemplateId(request.templateId);
  const parameters = toParameters(request.parameters ?? {});
  if (template.source === 'ServiceCatalog') {
    return {
      ServiceCatalogProvisioningDetails: {
        ProductId: template.productId,
        ProvisioningArtifactId: request.artifactId,
        PathId: request.pathId,
        ProvisioningParameters: parameters,
      },
    };
  }
  const { bucket, key } = template;
  return {
    TemplateProviders: [
      {
        CfnTemplateProvider: {
          TemplateName: providerTemplateName(key),
          TemplateURL: templateUrl(region, bucket, key),
          Parameters: parameters,
        },
      },
    ],
  };
}

function changeOf(
  region: string,
  request: UpdateRequest,
): Partial<UpdateProjectCommandInput> {
  const template = parseTemplateId(request.templateId);
  const parameters = toParameters(request.parameters);
  if (template.source === 'ServiceCatalog') {
    return {
      ServiceCatalogProvisioningUpdateDetails: {
        ProvisioningArtifactId: request.artifactId,
        ProvisioningParameters: parameters,
      },
    };
  }
  const { bucket, key } = template;
  return {
    TemplateProvidersToUpdate: [
      {
        CfnTemplateProvider: {
          // SageMaker finds the template to replace by the name that it had.
          TemplateName: request.templateName ?? providerTemplateName(key),
          TemplateURL: templateUrl(region, bucket, key),
          Parameters: parameters,
        },
      },
    ],
  };
}

export function createProjectWriter(clients: AwsClients): ProjectWriter {
  return {
    ...createProjectTemplateFacts(clients),

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
          ...launchOf(target.region, request),
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

    async update(target, request, options) {
      await clients.sagemaker(target).send(
        new UpdateProjectCommand({
          ProjectName: request.name,
          ProjectDescription: request.description,
          ...changeOf(target.region, request),
        }),
        { abortSignal: options?.signal },
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
