import type {
  ModelDashboardModel,
  SearchRecord,
  Tag,
} from '@aws-sdk/client-sagemaker';
import type { Searchable } from './searchExpression';
import { ModelRecord, SageMakerStore } from './store';

const NO_TAGS: Tag[] = [];

/** One candidate of a search: what is filtered and sorted. */
export class Candidate implements Searchable {
  constructor(
    readonly arn: string,
    readonly record: object,
    readonly store: SageMakerStore,
  ) {}

  get tags(): Tag[] {
    return this.store.tags.get(this.arn) ?? NO_TAGS;
  }
}

export interface SearchType {
  records(store: SageMakerStore): Iterable<[arn: string, record: object]>;
  /** What is answered for a record, made only for the records of the page. */
  answer(candidate: Candidate): SearchRecord;
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

/** A type whose records are answered as they are stored, with their tags. */
function tagged<T extends object>(
  mapOf: (store: SageMakerStore) => Map<string, T>,
  answer: (record: T & { Tags: Tag[] }, store: SageMakerStore) => SearchRecord,
): Pick<SearchType, 'records' | 'answer'> {
  return {
    records: mapOf,
    answer({ arn, store, tags }) {
      const record = mapOf(store).get(arn);
      return record ? answer({ ...record, Tags: tags }, store) : {};
    },
  };
}

/** Executions have no tags of their own. */
function* executions({
  executions: records,
}: SageMakerStore): Iterable<[string, object]> {
  for (const [arn, { execution }] of records) {
    yield [arn, execution];
  }
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
    ...tagged(
      store => store.projects,
      Project => ({ Project }),
    ),
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
    ...tagged(
      store => store.modelGroups,
      ModelPackageGroup => ({ ModelPackageGroup }),
    ),
    properties: [
      ...COMMON,
      'ModelPackageGroupName',
      'ModelPackageGroupArn',
      'ModelPackageGroupDescription',
      'ModelPackageGroupStatus',
    ],
  },
  ModelPackage: {
    ...tagged(
      store => store.modelPackages,
      ModelPackage => ({ ModelPackage }),
    ),
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
    ...tagged(
      store => store.pipelines,
      ({ PipelineDefinition, ...Pipeline }) => ({ Pipeline }),
    ),
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
    records: executions,
    answer: ({ arn, store }) => ({
      PipelineExecution: store.executions.get(arn)?.execution,
    }),
    properties: [
      ...COMMON,
      'PipelineArn',
      'PipelineExecutionArn',
      'PipelineExecutionStatus',
      'PipelineExecutionDisplayName',
    ],
  },
  Endpoint: {
    ...tagged(
      store => store.endpoints,
      Endpoint => ({ Endpoint }),
    ),
    properties: [
      ...COMMON,
      'EndpointName',
      'EndpointArn',
      'EndpointConfigName',
      'EndpointStatus',
    ],
  },
  Model: {
    ...tagged(
      store => store.models,
      (model, store) => ({ Model: dashboardModel(model, store) }),
    ),
    properties: [...COMMON, 'ModelName', 'ModelArn'],
  },
};
