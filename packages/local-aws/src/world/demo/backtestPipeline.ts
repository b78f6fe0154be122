import { outputOf, sklearnImage, stepOutput } from '../trainingPipeline';
import { namesOf, targetsOf, UseCase } from '../useCase';

export const BACKTEST = 'demand-forecast-backtest';
const REGIONS = ['North', 'East', 'South', 'West'];
const CACHE = { Enabled: true, ExpireAfter: 'P7D' };

/** Makes the steps of one pipeline of a use case. */
class StepFactory {
  constructor(private readonly useCase: UseCase) {}

  get image() {
    return sklearnImage(targetsOf(this.useCase).dev.region);
  }

  output(step: string) {
    const { artifactBucket } = namesOf(this.useCase);
    return stepOutput(artifactBucket, `${this.useCase.name}/backtest`, step);
  }

  processingArguments(name: string, inputs: Record<string, object>) {
    return {
      ProcessingResources: {
        ClusterConfig: {
          InstanceType: { Get: 'Parameters.InstanceType' },
          InstanceCount: 1,
          VolumeSizeInGB: 50,
        },
      },
      AppSpecification: {
        ImageUri: this.image,
        ContainerEntrypoint: ['python3', '-m', `backtest.${name}`],
      },
      ProcessingInputs: Object.entries(inputs).map(([InputName, S3Uri]) => ({
        InputName,
        S3Input: {
          S3Uri,
          LocalPath: `/opt/ml/processing/input/${InputName}`,
          S3DataType: 'S3Prefix',
          S3InputMode: 'File',
        },
      })),
      ProcessingOutputConfig: {
        Outputs: [
          {
            OutputName: name,
            S3Output: {
              S3Uri: this.output(name),
              LocalPath: `/opt/ml/processing/${name}`,
              S3UploadMode: 'EndOfJob',
            },
          },
        ],
      },
    };
  }

  processing(name: string, inputs: Record<string, object>, more: object = {}) {
    return {
      Name: name,
      Type: 'Processing',
      Arguments: this.processingArguments(name, inputs),
      ...more,
    };
  }

  trainingArguments(name: string, input: object) {
    return {
      AlgorithmSpecification: {
        TrainingImage: this.image,
        TrainingInputMode: 'File',
        MetricDefinitions: ['accuracy', 'recall'].map(metric => ({
          Name: `validation:${metric}`,
          Regex: `validation:${metric}=([0-9.]+)`,
        })),
      },
      OutputDataConfig: { S3OutputPath: this.output(name) },
      ResourceConfig: {
        InstanceType: 'ml.m5.2xlarge',
        InstanceCount: 1,
        VolumeSizeInGB: 50,
      },
      StoppingCondition: { MaxRuntimeInSeconds: 7200 },
      InputDataConfig: [
        {
          ChannelName: 'train',
          DataSource: {
            S3DataSource: { S3DataType: 'S3Prefix', S3Uri: input },
          },
        },
      ],
    };
  }
}

/** A graph of 26 steps: collect, clean, a candidate a region, compare, report. */
export function backtestDefinition(useCase: UseCase): object {
  const make = new StepFactory(useCase);
  const { accountId, region } = targetsOf(useCase).dev;
  const raw = { raw: { Get: 'Parameters.InputDataUrl' } };
  const sources = ['Sales', 'Stock', 'Weather', 'Promotions'];
  const best = { Get: 'Steps.TrainNorth.ModelArtifacts.S3ModelArtifacts' };
  return {
    Version: '2020-12-01',
    Metadata: {},
    Parameters: [
      {
        Name: 'InputDataUrl',
        Type: 'String',
        DefaultValue: `s3://mlops-data-lake-${useCase.set.accounts.dataLake}/${useCase.name}/`,
      },
      {
        Name: 'InstanceType',
        Type: 'String',
        DefaultValue: 'ml.m5.xlarge',
        EnumValues: ['ml.m5.large', 'ml.m5.xlarge', 'ml.m5.2xlarge'],
      },
      { Name: 'Horizon', Type: 'Integer', DefaultValue: 28 },
      { Name: 'MinimumAccuracy', Type: 'Float', DefaultValue: 0.83 },
      { Name: 'WithReport', Type: 'Boolean', DefaultValue: true },
    ],
    PipelineExperimentConfig: {
      ExperimentName: { Get: 'Execution.PipelineName' },
      TrialName: { Get: 'Execution.PipelineExecutionId' },
    },
    Steps: [
      ...sources.map(source =>
        make.processing(`Collect${source}`, raw, { CacheConfig: CACHE }),
      ),
      ...sources.map(source =>
        make.processing(`Clean${source}`, {
          [source]: outputOf(`Collect${source}`),
        }),
      ),
      make.processing(
        'JoinFeatures',
        Object.fromEntries(
          sources.map(source => [source, outputOf(`Clean${source}`)]),
        ),
        {
          DisplayName: 'Join features',
          Description: 'One row a shop, article and day',
        },
      ),
      make.processing('SplitByTime', {
        features: outputOf('JoinFeatures'),
      }),
      {
        Name: 'TuneCandidates',
        Type: 'Tuning',
        Arguments: {
          HyperParameterTuningJobConfig: {
            Strategy: 'Bayesian',
            HyperParameterTuningJobObjective: {
              Type: 'Maximize',
              MetricName: 'validation:accuracy',
            },
            ResourceLimits: {
              MaxNumberOfTrainingJobs: 6,
              MaxParallelTrainingJobs: 6,
            },
            ParameterRanges: {
              IntegerParameterRanges: [
                { Name: 'max_depth', MinValue: '3', MaxValue: '12' },
              ],
              ContinuousParameterRanges: [
                { Name: 'learning_rate', MinValue: '0.01', MaxValue: '0.3' },
              ],
            },
          },
          TrainingJobDefinition: {
            StaticHyperParameters: { n_estimators: '400' },
            ...make.trainingArguments(
              'TuneCandidates',
              outputOf('SplitByTime'),
            ),
          },
        },
      },
      ...REGIONS.map(place => ({
        Name: `Train${place}`,
        Type: 'Training',
        DependsOn: ['TuneCandidates'],
        Arguments: {
          ...make.trainingArguments(`Train${place}`, outputOf('SplitByTime')),
          HyperParameters: {
            region: place.toLowerCase(),
            n_estimators: '400',
            max_depth: '8',
          },
        },
      })),
      ...REGIONS.map(place =>
        make.processing(`Evaluate${place}`, {
          model: { Get: `Steps.Train${place}.ModelArtifacts.S3ModelArtifacts` },
          test: outputOf('SplitByTime'),
        }),
      ),
      make.processing(
        'CompareRegions',
        Object.fromEntries(
          REGIONS.map(place => [place, outputOf(`Evaluate${place}`)]),
        ),
      ),
      {
        Name: 'CheckAccuracy',
        Type: 'Condition',
        Arguments: {
          Conditions: [
            {
              Type: 'GreaterThanOrEqualTo',
              LeftValue: {
                'Std:JsonGet': {
                  PropertyFile: {
                    Get: 'Steps.CompareRegions.PropertyFiles.Comparison',
                  },
                  Path: 'regions.all.accuracy.value',
                },
              },
              RightValue: { Get: 'Parameters.MinimumAccuracy' },
            },
          ],
          IfSteps: [
            {
              Name: 'CreateModel',
              Type: 'Model',
              Arguments: {
                PrimaryContainer: { Image: make.image, ModelDataUrl: best },
              },
            },
            {
              Name: 'ForecastAhead',
              Type: 'Transform',
              Arguments: {
                ModelName: { Get: 'Steps.CreateModel.ModelName' },
                TransformInput: {
                  DataSource: {
                    S3DataSource: {
                      S3DataType: 'S3Prefix',
                      S3Uri: outputOf('SplitByTime'),
                    },
                  },
                  ContentType: 'text/csv',
                  SplitType: 'Line',
                },
                TransformOutput: { S3OutputPath: make.output('ForecastAhead') },
                TransformResources: {
                  InstanceType: { Get: 'Parameters.InstanceType' },
                  InstanceCount: 2,
                },
              },
            },
            {
              Name: 'CheckDataQuality',
              Type: 'QualityCheck',
              CheckType: 'DATA_QUALITY',
              Arguments: make.processingArguments('CheckDataQuality', {
                features: outputOf('JoinFeatures'),
              }),
            },
            {
              Name: 'TellPlanners',
              Type: 'Lambda',
              DependsOn: ['ForecastAhead', 'CheckDataQuality'],
              FunctionArn: `arn:aws:lambda:${region}:${accountId}:function:tell-planners`,
              Arguments: { horizon: { Get: 'Parameters.Horizon' } },
            },
          ],
          ElseSteps: [
            make.processing('ExplainGap', {
              comparison: outputOf('CompareRegions'),
            }),
          ],
        },
      },
    ],
  };
}
