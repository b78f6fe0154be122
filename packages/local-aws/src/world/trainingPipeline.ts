import { World } from '../core/world';
import {
  sagemakerOf,
  tagsFromRecord,
  toArn,
} from '../services/sagemaker/store';
import { childTags, namesOf, targetsOf, UseCase } from './useCase';

const STEPS_OUTPUT = 'ml-pipeline-outputs';
const METRICS = ['accuracy', 'auc', 'f1', 'precision', 'recall'];

/** A feature branch, whose pipeline and model group have names of their own. */
export interface Branch {
  /** As in git. */
  name: string;
  /** Short, for names and S3 keys. */
  id: string;
}

/** How a pipeline, its group and its folder of outputs are called. */
function placeOf(useCase: UseCase, branch?: Branch) {
  const { name } = useCase;
  const names = namesOf({
    ...useCase,
    name: branch ? `${name}-${branch.id}` : name,
  });
  return {
    ...names,
    folder: branch ? `${name}/branches/${branch.id}` : name,
    /** Pipelines of branches are run again and again. */
    cache: branch && { Enabled: true, ExpireAfter: 'P30D' },
  };
}

type Place = ReturnType<typeof placeOf>;

export function sklearnImage(region: string): string {
  return `141502667606.dkr.ecr.${region}.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3`;
}

/** Where a step of a run puts what it makes. */
export function stepOutput(bucket: string, folder: string, step: string) {
  return {
    'Std:Join': {
      On: '/',
      Values: [
        `s3://${bucket}/${folder}`,
        { Get: 'Execution.PipelineExecutionId' },
        STEPS_OUTPUT,
        step,
      ],
    },
  };
}

/** What a processing step has made. */
export function outputOf(step: string) {
  return {
    Get: `Steps.${step}.ProcessingOutputConfig.Outputs['${step}'].S3Output.S3Uri`,
  };
}

function processing(
  { region }: { region: string },
  { artifactBucket, folder, cache }: Place,
  name: string,
  job: string,
  inputs: Record<string, object> = {},
) {
  return {
    Name: name,
    Type: 'Processing',
    CacheConfig: cache,
    Arguments: {
      ProcessingResources: {
        ClusterConfig: {
          InstanceType: { Get: 'Parameters.InstanceType' },
          InstanceCount: 1,
          VolumeSizeInGB: 30,
        },
      },
      AppSpecification: {
        ImageUri: sklearnImage(region),
        ContainerEntrypoint: ['python3', '-m', `algorithms.${job}`],
      },
      ProcessingInputs: Object.entries(inputs).map(([input, S3Uri]) => ({
        InputName: input,
        S3Input: {
          S3Uri,
          LocalPath: `/opt/ml/processing/input/${input}`,
          S3DataType: 'S3Prefix',
          S3InputMode: 'File',
        },
      })),
      ProcessingOutputConfig: {
        Outputs: [
          {
            OutputName: name,
            S3Output: {
              S3Uri: stepOutput(artifactBucket, folder, name),
              LocalPath: `/opt/ml/processing/${name}`,
              S3UploadMode: 'EndOfJob',
            },
          },
        ],
      },
    },
  };
}

/** The training pipeline of a use case: prepare, train, evaluate, check, register. */
export function trainingDefinition(useCase: UseCase, branch?: Branch) {
  const place = placeOf(useCase, branch);
  const { dev } = targetsOf(useCase);
  const { modelGroup, modelGroupArn, trainingPipeline } = place;
  return {
    Version: '2020-12-01',
    Metadata: {},
    Parameters: [
      {
        Name: 'InputDataUrl',
        Type: 'String',
        DefaultValue: `s3://mlops-data-lake-${useCase.set.accounts.dataLake}/${useCase.name}/`,
      },
      { Name: 'InstanceType', Type: 'String', DefaultValue: 'ml.m5.xlarge' },
      { Name: 'AccuracyThreshold', Type: 'Float', DefaultValue: 0.8 },
    ],
    PipelineExperimentConfig: {
      ExperimentName: { Get: 'Execution.PipelineName' },
      TrialName: { Get: 'Execution.PipelineExecutionId' },
    },
    Steps: [
      processing(dev, place, 'CollectData', 'preprocessing.collect_data', {
        raw: { Get: 'Parameters.InputDataUrl' },
      }),
      processing(
        dev,
        place,
        'PrepareFeatures',
        'preprocessing.prepare_features',
        { CollectData: outputOf('CollectData') },
      ),
      {
        Name: 'TrainModel',
        Type: 'Training',
        CacheConfig: place.cache,
        Arguments: {
          AlgorithmSpecification: {
            TrainingImage: sklearnImage(dev.region),
            TrainingInputMode: 'File',
            ContainerEntrypoint: [
              'python3',
              '-m',
              'algorithms.training.train_model',
            ],
            MetricDefinitions: METRICS.map(metric => ({
              Name: `validation:${metric}`,
              Regex: `validation:${metric}=([0-9.]+)`,
            })),
          },
          HyperParameters: {
            max_depth: '6',
            learning_rate: '0.1',
            n_estimators: '300',
          },
          OutputDataConfig: {
            S3OutputPath: stepOutput(
              place.artifactBucket,
              place.folder,
              'TrainModel',
            ),
          },
          ResourceConfig: {
            InstanceType: { Get: 'Parameters.InstanceType' },
            InstanceCount: 1,
            VolumeSizeInGB: 30,
          },
          InputDataConfig: [
            {
              ChannelName: 'train',
              DataSource: {
                S3DataSource: {
                  S3DataType: 'S3Prefix',
                  S3Uri: outputOf('PrepareFeatures'),
                },
              },
            },
          ],
        },
      },
      processing(dev, place, 'EvaluateModel', 'postprocessing.evaluate_model', {
        model: { Get: 'Steps.TrainModel.ModelArtifacts.S3ModelArtifacts' },
        PrepareFeatures: outputOf('PrepareFeatures'),
      }),
      processing(
        dev,
        place,
        'ExportBaseline',
        'postprocessing.export_baseline',
        { PrepareFeatures: outputOf('PrepareFeatures') },
      ),
      {
        Name: 'CheckMetrics',
        Type: 'Condition',
        DependsOn: ['EvaluateModel', 'ExportBaseline'],
        Arguments: {
          Conditions: [
            {
              Type: 'GreaterThanOrEqualTo',
              LeftValue: {
                'Std:JsonGet': {
                  PropertyFile: {
                    Get: 'Steps.EvaluateModel.PropertyFiles.Evaluation',
                  },
                  Path: 'binary_classification_metrics.accuracy.value',
                },
              },
              RightValue: { Get: 'Parameters.AccuracyThreshold' },
            },
          ],
          IfSteps: [
            {
              Name: 'RegisterModel',
              Type: 'RegisterModel',
              Arguments: {
                ModelPackageGroupName: modelGroupArn,
                ModelPackageDescription: `Trained by ${trainingPipeline} for ${modelGroup}`,
                ModelApprovalStatus: 'PendingManualApproval',
              },
            },
          ],
          ElseSteps: [
            {
              Name: 'FailBelowThreshold',
              Type: 'Fail',
              Arguments: {
                ErrorMessage: {
                  'Std:Join': {
                    On: ' ',
                    Values: [
                      'Execution failed: the accuracy is below',
                      { Get: 'Parameters.AccuracyThreshold' },
                    ],
                  },
                },
              },
            },
          ],
        },
      },
    ],
  };
}

/** Puts the training pipeline of a use case, or of a branch of it, into its dev account. */
export function createTrainingPipeline(
  world: World,
  useCase: UseCase,
  created: Date,
  branch?: Branch,
) {
  const { modelGroupArn, trainingPipeline } = placeOf(useCase, branch);
  return putPipeline(world, useCase, {
    name: trainingPipeline,
    description: `Trains, evaluates and registers the model of ${useCase.name}`,
    definition: trainingDefinition(useCase, branch),
    created,
    tags: {
      'mlops:model-group': modelGroupArn,
      ...(branch && { 'mlops:branch': branch.name }),
    },
  });
}

/** Puts a pipeline of a use case into its dev account; answers its ARN. */
export function putPipeline(
  world: World,
  useCase: UseCase,
  pipeline: {
    name: string;
    description: string;
    definition: object;
    created: Date;
    tags?: Record<string, string>;
  },
): string {
  const { dev } = targetsOf(useCase);
  const store = sagemakerOf(world, dev);
  const arn = toArn(dev, 'pipeline', pipeline.name);
  store.pipelines.set(arn, {
    PipelineArn: arn,
    PipelineName: pipeline.name,
    PipelineDisplayName: pipeline.name,
    PipelineDescription: pipeline.description,
    PipelineDefinition: JSON.stringify(pipeline.definition),
    PipelineStatus: 'Active',
    RoleArn: `arn:aws:iam::${dev.accountId}:role/mlops-pipeline`,
    CreationTime: pipeline.created,
    LastModifiedTime: pipeline.created,
    CreatedBy: {},
  });
  store.tags.set(
    arn,
    tagsFromRecord({ ...childTags(useCase), ...pipeline.tags }),
  );
  return arn;
}
