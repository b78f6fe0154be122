import { World } from '../../core/world';
import {
  Bucket,
  bucketsOf,
  createBucket,
  putObject,
} from '../../services/platform/s3/store';
import { scopeOf } from '../../services/sagemaker/jobs/runJobs';
import {
  isObject,
  resolveText,
  resolveValue,
  Scope,
} from '../../services/sagemaker/jobs/values';
import {
  allSteps,
  parseOnce,
  StepDefinition,
} from '../../services/sagemaker/pipelineDefinition';
import {
  nextVersion,
  registerModelPackage,
} from '../../services/sagemaker/registry';
import {
  ExecutionRecord,
  sagemakerOf,
  tagsAsRecord,
  targetOf,
  toArn,
} from '../../services/sagemaker/store';
import { evaluationReport, metricsOf } from '../metrics';
import { hex } from '../random';
import { artifactBucket } from '../useCase';

/** Where a run keeps what it made: `<use case>/<build id>/ml-pipeline-outputs/<step>/`. */
export interface RunOutputs {
  bucket: Bucket;
  /** Ends with a slash. */
  prefix: string;
}

export function outputsOf(
  bucket: Bucket,
  useCase: string,
  runId: string,
): RunOutputs {
  return { bucket, prefix: `${useCase}/${runId}/ml-pipeline-outputs/` };
}

/** What a version says of itself: its container, and pointers to its reports in S3. */
export function versionContent({ bucket, prefix }: RunOutputs) {
  const report = (path: string) => ({
    ContentType: 'application/json',
    S3Uri: `s3://${bucket.name}/${prefix}${path}`,
  });
  const dataQuality = {
    Statistics: report('ExportBaseline/statistics.json'),
    Constraints: report('ExportBaseline/constraints.json'),
  };
  return {
    ModelMetrics: {
      ModelQuality: { Statistics: report('EvaluateModel/evaluation.json') },
      ModelDataQuality: dataQuality,
    },
    DriftCheckBaselines: { ModelDataQuality: dataQuality },
    InferenceSpecification: {
      Containers: [
        {
          Image: `141502667606.dkr.ecr.${bucket.owner.region}.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3`,
          ModelDataUrl: `s3://${bucket.name}/${prefix}TrainModel/model.tar.gz`,
          Framework: 'SKLEARN',
          FrameworkVersion: '1.2-1',
        },
      ],
      SupportedContentTypes: ['text/csv'],
      SupportedResponseMIMETypes: ['text/csv'],
    },
  };
}

/** Writes the reports that the pointers of a version lead to. */
export function writeReports(
  world: World,
  { bucket, prefix }: RunOutputs,
  metrics: Record<string, number>,
) {
  const reports = {
    'EvaluateModel/evaluation.json': evaluationReport(metrics),
    'ExportBaseline/statistics.json': JSON.stringify({
      version: 0,
      dataset: { item_count: 20_000 },
      features: [],
    }),
    'ExportBaseline/constraints.json': JSON.stringify({
      version: 0,
      features: [],
    }),
  };
  for (const [path, body] of Object.entries(reports)) {
    putObject(world, bucket, `${prefix}${path}`, body, {
      contentType: 'application/json',
    });
  }
}

/** `s3://<bucket>/<folder>` of an output that goes on with the id of the run. */
const RUN_FOLDER =
  /"s3:\/\/([^/"]+)\/([^"]+?)\/?",\{"Get":"Execution\.PipelineExecutionId"\}/;

/** Where the definition has the outputs of its runs; undefined when it does not say. */
function definedOutputs(
  world: World,
  { definition, execution }: ExecutionRecord,
) {
  const [, name, folder] =
    RUN_FOLDER.exec(JSON.stringify(JSON.parse(definition))) ?? [];
  const bucket = name && bucketsOf(world).get(name);
  const runId = execution.PipelineExecutionArn.split('/').at(-1)!;
  return bucket ? outputsOf(bucket, folder, runId) : undefined;
}

/** What the definition of a run refers to. */
export function scopeOfRun(world: World, record: ExecutionRecord): Scope {
  const target = targetOf(record.execution.PipelineArn);
  return scopeOf(sagemakerOf(world, target).executions, record);
}

/** ARN of the group that a RegisterModel step names, by name or ARN. */
function groupArnOf(
  world: World,
  record: ExecutionRecord,
  step: StepDefinition,
): string {
  const group = resolveText(
    step.Arguments?.ModelPackageGroupName,
    scopeOfRun(world, record),
  );
  return toArn(
    targetOf(record.execution.PipelineArn),
    'model-package-group',
    group,
  );
}

/** Metrics that a run reaches: those of the version that it would register when they are first asked for. */
export function metricsOfRun(
  world: World,
  record: ExecutionRecord,
): Record<string, number> {
  if (!record.metrics) {
    const step = allSteps(parseOnce(record.definition).Steps).find(
      ({ Type }) => Type === 'RegisterModel',
    );
    const groupArn = step && groupArnOf(world, record, step);
    const group = groupArn?.split('/').at(-1);
    record.metrics = {
      ...(groupArn && group
        ? metricsOf(group, nextVersion(world, targetOf(groupArn), group))
        : metricsOf(record.execution.PipelineArn, 1)),
    };
  }
  return record.metrics;
}

const ORIGIN = 'MetadataProperties';
const CONTENT = [
  'CustomerMetadataProperties',
  'DriftCheckBaselines',
  'InferenceSpecification',
  'ModelMetrics',
];

/** Those of a step's arguments that are given, as they are in the run. */
function given(
  world: World,
  record: ExecutionRecord,
  { Arguments = {} }: StepDefinition,
  names: string[],
): Record<string, unknown> {
  const found = Object.entries(Arguments).filter(([name]) =>
    names.includes(name),
  );
  const values = resolveValue(
    Object.fromEntries(found),
    scopeOfRun(world, record),
  );
  return isObject(values) ? values : {};
}

/**
 * What a RegisterModel step does: the next version of its group, with its
 * reports in S3. Answers the ARN, or the reason why it failed.
 */
export function registerVersion(
  world: World,
  record: ExecutionRecord,
  step: StepDefinition,
): { arn: string } | { failure: string } {
  const { execution } = record;
  const groupArn = groupArnOf(world, record, step);
  const target = targetOf(groupArn);
  const group = sagemakerOf(world, target).modelGroups.get(groupArn);
  if (!group) {
    return {
      failure: `ClientError: ModelPackageGroup ${groupArn} does not exist.`,
    };
  }
  const tags = tagsAsRecord(
    sagemakerOf(world, targetOf(execution.PipelineArn)).tags.get(
      execution.PipelineArn,
    ),
  );
  const project = tags['sagemaker:project-name'];
  const runId = execution.PipelineExecutionArn.split('/').at(-1)!;
  const name = group.ModelPackageGroupName;
  const bucket = createBucket(world, target, artifactBucket(target), {
    shared: true,
  });
  const outputs =
    definedOutputs(world, record) ?? outputsOf(bucket, project ?? name, runId);
  writeReports(world, outputs, metricsOfRun(world, record));
  const origin = given(world, record, step, [ORIGIN])[ORIGIN];
  const version = registerModelPackage(world, target, {
    ...versionContent(outputs),
    ...given(world, record, step, CONTENT),
    ModelPackageGroupName: name,
    ModelPackageDescription: resolveText(
      step.Arguments?.ModelPackageDescription,
      scopeOfRun(world, record),
    ),
    ModelApprovalStatus: 'PendingManualApproval',
    MetadataProperties: {
      CommitId: hex(runId, 40),
      Repository: project && `${project}-build`,
      GeneratedBy: execution.PipelineExecutionArn,
      ProjectId: tags['sagemaker:project-id'],
      ...(isObject(origin) && origin),
    },
    CreatedBy: execution.CreatedBy,
  });
  return { arn: version.ModelPackageArn };
}
