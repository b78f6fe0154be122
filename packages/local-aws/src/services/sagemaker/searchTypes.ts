import type {
  ModelDashboardModel,
  SearchRecord,
} from '@aws-sdk/client-sagemaker';
import { Searchable } from './searchExpression';
import { ModelRecord, SageMakerStore } from './store';

/** One candidate of a search. */
interface Entry {
  /** What is filtered and sorted. */
  record: Searchable;
  /** What is answered, made only for the records of the page. */
  answer: () => SearchRecord;
}

interface SearchType {
  entries(store: SageMakerStore): Entry[];
  /** First parts of the property paths that may be asked for. */
  properties: string[];
}

const COMMON = [
  'CreationTime',
  'LastModifiedTime',
  'CreatedBy',
  'LastModifiedBy',
  'Tags',
];

function tagged<T extends object>(
  records: Map<string, T>,
  store: SageMakerStore,
  answer: (record: T) => SearchRecord,
): Entry[] {
  return [...records].map(([arn, untagged]) => {
    const record = { ...untagged, Tags: store.tags.get(arn) ?? [] };
    return { record, answer: () => answer(record) };
  });
}

/** The model with the endpoints that serve it. */
function dashboardModel(
  Model: ModelRecord,
  store: SageMakerStore,
): ModelDashboardModel {
  const configs = [...store.endpointConfigs.values()]
    .filter(config =>
      config.ProductionVariants.some(
        variant => variant.ModelName === Model.ModelName,
      ),
    )
    .map(config => config.EndpointConfigName);
  return {
    Model,
    Endpoints: [...store.endpoints.values()].filter(endpoint =>
      configs.includes(endpoint.EndpointConfigName),
    ),
    MonitoringSchedules: [],
  };
}

export const SEARCH_TYPES: Record<string, SearchType> = {
  Project: {
    entries: store => tagged(store.projects, store, Project => ({ Project })),
    properties: [
      ...COMMON,
      'ProjectName',
      'ProjectArn',
      'ProjectId',
      'ProjectStatus',
      'ProjectDescription',
    ],
  },
  ModelPackageGroup: {
    entries: store =>
      tagged(store.modelGroups, store, ModelPackageGroup => ({
        ModelPackageGroup,
      })),
    properties: [
      ...COMMON,
      'ModelPackageGroupName',
      'ModelPackageGroupArn',
      'ModelPackageGroupDescription',
      'ModelPackageGroupStatus',
    ],
  },
  ModelPackage: {
    entries: store =>
      tagged(store.modelPackages, store, ModelPackage => ({ ModelPackage })),
    properties: [
      ...COMMON,
      'ModelPackageName',
      'ModelPackageArn',
      'ModelPackageGroupName',
      'ModelPackageVersion',
      'ModelPackageStatus',
      'ModelPackageDescription',
      'ModelApprovalStatus',
      'ModelLifeCycle',
      'MetadataProperties',
    ],
  },
  Pipeline: {
    entries: store =>
      tagged(store.pipelines, store, ({ PipelineDefinition, ...Pipeline }) => ({
        Pipeline,
      })),
    properties: [
      ...COMMON,
      'PipelineName',
      'PipelineArn',
      'PipelineDisplayName',
      'PipelineStatus',
      'PipelineDescription',
      'LastRunTime',
    ],
  },
  PipelineExecution: {
    // Executions have no tags of their own.
    entries: store =>
      [...store.executions.values()].map(({ execution }) => ({
        record: { ...execution, Tags: [] },
        answer: () => ({ PipelineExecution: execution }),
      })),
    properties: [
      ...COMMON,
      'PipelineArn',
      'PipelineExecutionArn',
      'PipelineExecutionStatus',
      'PipelineExecutionDisplayName',
    ],
  },
  Endpoint: {
    entries: store =>
      tagged(store.endpoints, store, Endpoint => ({ Endpoint })),
    properties: [
      ...COMMON,
      'EndpointName',
      'EndpointArn',
      'EndpointConfigName',
      'EndpointStatus',
    ],
  },
  Model: {
    entries: store =>
      tagged(store.models, store, model => ({
        Model: dashboardModel(model, store),
      })),
    properties: [...COMMON, 'ModelName', 'ModelArn'],
  },
};
