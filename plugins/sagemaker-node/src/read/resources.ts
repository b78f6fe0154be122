import {
  DescribeEndpointCommand,
  DescribeModelPackageGroupCommand,
  DescribePipelineCommand,
  DescribeProjectCommand,
  SageMakerClient,
  SearchCommand,
  Tag,
} from '@aws-sdk/client-sagemaker';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  parseArn,
  resourceName,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsClients } from '../aws/clients';
import { paginate } from '../aws/paginate';
import { targetOf } from '../aws/targetOf';
import { ResourceType, SageMakerResource, Target } from '../domain';
import { CallOptions, ResourcePage, ResourceReader } from '../readers';
import { mapEach } from './mapEach';
import {
  isGone,
  mapEndpoint,
  mapModelGroup,
  mapPipeline,
  mapProject,
  SEARCHABLE,
} from './resourceMapping';
import { readTags, toTagList } from './tags';

/** The most that Search answers at a time. */
const PAGE_SIZE = 100;

/** Describes one resource, by the type that its ARN names. */
async function describe(
  client: SageMakerClient,
  arn: string,
  Tags: Tag[],
  { signal }: CallOptions,
): Promise<SageMakerResource> {
  const options = { abortSignal: signal };
  const name = resourceName(arn);
  const [type] = parseArn(arn).resource.split('/');
  switch (type) {
    case 'project': {
      const command = new DescribeProjectCommand({ ProjectName: name });
      return mapProject({ ...(await client.send(command, options)), Tags });
    }
    case 'model-package-group': {
      // By ARN: the name in an ARN may be in lower case.
      const command = new DescribeModelPackageGroupCommand({
        ModelPackageGroupName: arn,
      });
      return mapModelGroup({ ...(await client.send(command, options)), Tags });
    }
    case 'pipeline': {
      const command = new DescribePipelineCommand({ PipelineName: arn });
      return mapPipeline({ ...(await client.send(command, options)), Tags });
    }
    case 'endpoint': {
      const command = new DescribeEndpointCommand({ EndpointName: name });
      return mapEndpoint({ ...(await client.send(command, options)), Tags });
    }
    default:
      throw new InputError(
        `'${arn}' is neither a project nor a model package group, a pipeline or an endpoint`,
      );
  }
}

export function createResourceReader(clients: AwsClients): ResourceReader {
  async function* search(
    target: Target,
    type: ResourceType,
    scope: { CrossAccountFilterOption?: 'CrossAccount' },
    options: CallOptions | undefined,
  ): AsyncGenerator<ResourcePage> {
    const client = clients.sagemaker(target);
    const searchable = SEARCHABLE[type];
    const pages = paginate({
      what: `${searchable.resource} records in account ${target.accountId}, ${target.region}`,
      fetch: async NextToken => {
        const answer = await client.send(
          new SearchCommand({
            Resource: searchable.resource,
            SortBy: 'CreationTime',
            SortOrder: 'Ascending',
            MaxResults: PAGE_SIZE,
            ...scope,
            NextToken,
          }),
          { abortSignal: options?.signal },
        );
        return { items: answer.Results ?? [], next: answer.NextToken };
      },
      idOf: searchable.arnOf,
    });
    for await (const records of pages) {
      const { items, skipped } = mapEach(
        records,
        searchable.map,
        searchable.arnOf,
      );
      yield { resources: items.filter(item => !isGone(item)), skipped };
    }
  }

  return {
    list: (target, type, options) => search(target, type, {}, options),

    async *listShared(target, options) {
      const scope = { CrossAccountFilterOption: 'CrossAccount' } as const;
      const pages = search(target, 'model-group', scope, options);
      for await (const { resources, skipped } of pages) {
        yield {
          // Its own groups are listed as such, whatever AWS answers here.
          resources: resources.filter(
            ({ accountId }) => accountId !== target.accountId,
          ),
          skipped,
        };
      }
    },

    async get(arn, options = {}) {
      const client = clients.sagemaker(targetOf(arn, 'sagemaker'));
      try {
        const tags = await readTags(client, arn, options);
        const resource = await describe(client, arn, toTagList(tags), options);
        return isGone(resource) ? undefined : resource;
      } catch (error) {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    },
  };
}
