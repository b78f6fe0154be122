import type {
  DescribeEndpointConfigOutput,
  DescribeEndpointOutput,
  Model,
  ModelPackage,
  ModelPackageGroup,
  Pipeline,
  PipelineExecution,
  PipelineExecutionStep,
  Project,
  SearchRecord,
  Tag,
} from '@aws-sdk/client-sagemaker';
import { storeKey } from '../../core/stores';
import { World } from '../../core/world';
import { Target } from '../platform/target';
import { ModelPackageMap } from './modelPackageMap';

/** A record whose named members are always there. */
type With<T, K extends keyof T> = T & { [P in K]-?: NonNullable<T[P]> };

export type ProjectRecord = With<
  Project,
  | 'ProjectArn'
  | 'ProjectName'
  | 'ProjectId'
  | 'ProjectStatus'
  | 'CreationTime'
  | 'LastModifiedTime'
>;

export type ModelGroupRecord = With<
  ModelPackageGroup,
  | 'ModelPackageGroupArn'
  | 'ModelPackageGroupName'
  | 'ModelPackageGroupStatus'
  | 'CreationTime'
>;

export type ModelPackageRecord = With<
  ModelPackage,
  | 'ModelPackageArn'
  | 'ModelPackageName'
  | 'ModelPackageStatus'
  | 'CreationTime'
  | 'LastModifiedTime'
>;

export type PipelineRecord = With<
  Pipeline,
  | 'PipelineArn'
  | 'PipelineName'
  | 'PipelineStatus'
  | 'CreationTime'
  | 'LastModifiedTime'
> & { PipelineDefinition: string };

export interface ExecutionRecord {
  execution: With<
    PipelineExecution,
    | 'PipelineArn'
    | 'PipelineExecutionArn'
    | 'PipelineExecutionStatus'
    | 'CreationTime'
    | 'LastModifiedTime'
  >;
  /** The pipeline's definition when the execution was started. */
  definition: string;
  /** In the order in which they were started. */
  steps: With<PipelineExecutionStep, 'StepName' | 'StepStatus'>[];
  /** The `ClientRequestToken`s of its start and of every retry. */
  tokens: string[];
  /** What its model reaches, by name, once it was measured; the same for job, condition and version. */
  metrics?: Record<string, number>;
}

export type EndpointRecord = With<
  DescribeEndpointOutput,
  | 'EndpointArn'
  | 'EndpointName'
  | 'EndpointStatus'
  | 'EndpointConfigName'
  | 'CreationTime'
  | 'LastModifiedTime'
>;

export type EndpointConfigRecord = With<
  DescribeEndpointConfigOutput,
  | 'EndpointConfigArn'
  | 'EndpointConfigName'
  | 'ProductionVariants'
  | 'CreationTime'
>;

export type ModelRecord = With<
  Model,
  'ModelArn' | 'ModelName' | 'CreationTime'
>;

/** SageMaker in one account and region; every map is keyed by ARN. */
export interface SageMakerStore {
  projects: Map<string, ProjectRecord>;
  modelGroups: Map<string, ModelGroupRecord>;
  modelPackages: ModelPackageMap;
  /** Resource policies of model groups. */
  groupPolicies: Map<string, string>;
  pipelines: Map<string, PipelineRecord>;
  executions: Map<string, ExecutionRecord>;
  endpoints: Map<string, EndpointRecord>;
  endpointConfigs: Map<string, EndpointConfigRecord>;
  models: Map<string, ModelRecord>;
  /** Records, whatever they are, that Search puts before the others of its type. */
  strays: Map<string, SearchRecord[]>;
  /** Of every resource above that can have tags; an ARN that is missing does not exist. */
  tags: Map<string, Tag[]>;
}

export const sagemakerStore = storeKey<SageMakerStore>('sagemaker', () => ({
  projects: new Map(),
  modelGroups: new Map(),
  modelPackages: new ModelPackageMap(),
  groupPolicies: new Map(),
  pipelines: new Map(),
  executions: new Map(),
  endpoints: new Map(),
  endpointConfigs: new Map(),
  models: new Map(),
  strays: new Map(),
  tags: new Map(),
}));

export function sagemakerOf(
  world: World,
  { accountId, region }: Target,
): SageMakerStore {
  return world.store(sagemakerStore, accountId, region);
}

type NamedType =
  | 'project'
  | 'model-package-group'
  | 'model-package'
  | 'pipeline'
  | 'endpoint'
  | 'endpoint-config'
  | 'model';

/** Types whose names AWS shows in lower case in their ARNs. */
const LOWER_CASE: NamedType[] = [
  'pipeline',
  'endpoint',
  'endpoint-config',
  'model',
];

/** The ARN of a resource, from its name or from an ARN, which is taken as it is. */
export function toArn(
  { accountId, region }: Target,
  type: NamedType,
  nameOrArn: string,
): string {
  if (nameOrArn.startsWith('arn:')) {
    return nameOrArn;
  }
  const name = LOWER_CASE.includes(type) ? nameOrArn.toLowerCase() : nameOrArn;
  return `arn:aws:sagemaker:${region}:${accountId}:${type}/${name}`;
}

/** Where the resource of an ARN lives. */
export function targetOf(arn: string): Target {
  const [, , , region, accountId] = arn.split(':');
  return { accountId, region };
}

export function tagsAsRecord(tags: Tag[] = []): Record<string, string> {
  return Object.fromEntries(
    tags.map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}

export function tagsFromRecord(tags: Record<string, string>): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
