import {
  Endpoint,
  ModelPackageGroup,
  Pipeline,
  Project,
  SearchRecord,
} from '@aws-sdk/client-sagemaker';
import { InputError } from '@backstage/errors';
import {
  EndpointResource,
  ModelGroupResource,
  PipelineResource,
  ProjectResource,
  ResourceType,
  SageMakerResource,
} from '../domain';
import { targetOf } from '../aws/targetOf';
import { toTagRecord } from './tags';

/** A record of AWS where everything may be missing, as in answers of Search. */
type Loose<T> = { [K in keyof T]?: T[K] };

function identify(arn: string | undefined, name: string | undefined) {
  if (!arn || !name) {
    throw new InputError(`The record has no ${arn ? 'name' : 'ARN'}`);
  }
  return { ...targetOf(arn, 'sagemaker'), arn, name };
}

function required(value: string | undefined, member: string): string {
  if (!value) {
    throw new InputError(`The record has no ${member}`);
  }
  return value;
}

export function mapProject(record: Loose<Project>): ProjectResource {
  return {
    type: 'project',
    ...identify(record.ProjectArn, record.ProjectName),
    projectId: required(record.ProjectId, 'ProjectId'),
    description: record.ProjectDescription,
    status: required(record.ProjectStatus, 'ProjectStatus'),
    tags: toTagRecord(record.Tags),
  };
}

export function mapModelGroup(
  record: Loose<ModelPackageGroup>,
): ModelGroupResource {
  return {
    type: 'model-group',
    ...identify(record.ModelPackageGroupArn, record.ModelPackageGroupName),
    description: record.ModelPackageGroupDescription,
    status: required(record.ModelPackageGroupStatus, 'ModelPackageGroupStatus'),
    tags: toTagRecord(record.Tags),
  };
}

export function mapPipeline(record: Loose<Pipeline>): PipelineResource {
  return {
    type: 'pipeline',
    ...identify(record.PipelineArn, record.PipelineName),
    displayName: record.PipelineDisplayName,
    description: record.PipelineDescription,
    status: required(record.PipelineStatus, 'PipelineStatus'),
    tags: toTagRecord(record.Tags),
  };
}

export function mapEndpoint(record: Loose<Endpoint>): EndpointResource {
  return {
    type: 'endpoint',
    ...identify(record.EndpointArn, record.EndpointName),
    status: required(record.EndpointStatus, 'EndpointStatus'),
    tags: toTagRecord(record.Tags),
  };
}

/**
 * How Search names a type, and how its records are told apart and read. A
 * project that was deleted is still described for a while, as `DeleteCompleted`.
 */
export const SEARCHABLE: Record<
  ResourceType,
  {
    resource: 'Project' | 'ModelPackageGroup' | 'Pipeline' | 'Endpoint';
    arnOf: (record: SearchRecord) => string | undefined;
    map: (record: SearchRecord) => SageMakerResource;
  }
> = {
  project: {
    resource: 'Project',
    arnOf: record => record.Project?.ProjectArn,
    map: record => mapProject(record.Project ?? {}),
  },
  'model-group': {
    resource: 'ModelPackageGroup',
    arnOf: record => record.ModelPackageGroup?.ModelPackageGroupArn,
    map: record => mapModelGroup(record.ModelPackageGroup ?? {}),
  },
  pipeline: {
    resource: 'Pipeline',
    arnOf: record => record.Pipeline?.PipelineArn,
    map: record => mapPipeline(record.Pipeline ?? {}),
  },
  endpoint: {
    resource: 'Endpoint',
    arnOf: record => record.Endpoint?.EndpointArn,
    map: record => mapEndpoint(record.Endpoint ?? {}),
  },
};

export function isGone(resource: SageMakerResource): boolean {
  return resource.type === 'project' && resource.status === 'DeleteCompleted';
}
