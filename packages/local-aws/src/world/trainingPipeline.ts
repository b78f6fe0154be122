import { World } from '../core/world';
import { sagemakerOf, tagsFromRecord } from '../services/sagemaker/store';
import { childTags, namesOf, targetsOf, UseCase } from './useCase';

const STEPS_OUTPUT = 'ml-pipeline-outputs';

function processing(
  useCase: UseCase,
  name: string,
  job: string,
  inputs: string[] = [],
) {
  const { artifactBucket } = namesOf(useCase);
  return {
    Name: name,
    Type: 'Processing',
    Arguments: {
      ProcessingResources: {
        ClusterConfig: {
          InstanceType: { Get: 'Parameters.InstanceType' },
          InstanceCount: 1,
          VolumeSizeInGB: 30,
        },
      },
      AppSpecification: {
        ContainerEntrypoint: ['python3', '-m', `algorithms.${job}`],
      },
      ProcessingInputs: inputs.map(step => ({
        InputName: step,
        S3Input: {
          S3Uri: {
            Get: `Steps.${step}.ProcessingOutputConfig.Outputs['${step}'].S3Output.S3Uri`,
          },
        },
      })),
      ProcessingOutputConfig: {
        Outputs: [
          {
            OutputName: name,
            S3Output: {
              S3Uri: {
                'Std:Join': {
                  On: '/',
                  Values: [
                    `s3://${artifactBucket}/${useCase.name}`,
                    { Get: 'Execution.PipelineExecutionId' },
                    STEPS_OUTPUT,
                    name,
                  ],
                },
              },
            },
          },
        ],
      },
    },
  };
}

/** The training pipeline of a use case: prepare, train, evaluate, check, register. */
export function trainingDefinition(useCase: UseCase) {
  const { modelGroup, modelGroupArn } = namesOf(useCase);
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
      processing(useCase, 'CollectData', 'preprocessing.collect_data'),
      processing(useCase, 'PrepareFeatures', 'preprocessing.prepare_features', [
        'CollectData',
      ]),
      {
        Name: 'TrainModel',
        Type: 'Training',
        Arguments: {
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
                  S3Uri: {
                    Get: "Steps.PrepareFeatures.ProcessingOutputConfig.Outputs['PrepareFeatures'].S3Output.S3Uri",
                  },
                },
              },
            },
          ],
        },
      },
      processing(useCase, 'EvaluateModel', 'postprocessing.evaluate_model', [
        'PrepareFeatures',
      ]),
      processing(useCase, 'ExportBaseline', 'postprocessing.export_baseline', [
        'PrepareFeatures',
      ]),
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
                ModelPackageDescription: `Trained by ${
                  namesOf(useCase).trainingPipeline
                } for ${modelGroup}`,
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

/** Puts the training pipeline of a use case into its dev account. */
export function createTrainingPipeline(
  world: World,
  useCase: UseCase,
  created: Date,
) {
  const { dev } = targetsOf(useCase);
  const { trainingPipeline, trainingPipelineArn, modelGroupArn } =
    namesOf(useCase);
  const store = sagemakerOf(world, dev);
  store.pipelines.set(trainingPipelineArn, {
    PipelineArn: trainingPipelineArn,
    PipelineName: trainingPipeline,
    PipelineDisplayName: trainingPipeline,
    PipelineDescription: `Trains, evaluates and registers the model of ${useCase.name}`,
    PipelineDefinition: JSON.stringify(trainingDefinition(useCase)),
    PipelineStatus: 'Active',
    RoleArn: `arn:aws:iam::${dev.accountId}:role/mlops-pipeline`,
    CreationTime: created,
    LastModifiedTime: created,
    CreatedBy: {},
  });
  store.tags.set(
    trainingPipelineArn,
    tagsFromRecord({
      ...childTags(useCase),
      'mlops:model-group': modelGroupArn,
    }),
  );
}
