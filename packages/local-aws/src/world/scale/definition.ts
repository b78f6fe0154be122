/** How many steps begin when the one before them has succeeded. */
const WIDTH = 6;
const IMAGE =
  '141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3';

function output(name: string) {
  return {
    'Std:Join': {
      On: '/',
      Values: [
        's3://scale-artifacts',
        { Get: 'Execution.PipelineExecutionId' },
        name,
      ],
    },
  };
}

function processing(name: string, before: string[]) {
  return {
    Name: name,
    Type: 'Processing',
    DependsOn: before,
    Arguments: {
      ProcessingResources: {
        ClusterConfig: {
          InstanceType: 'ml.m5.large',
          InstanceCount: 1,
          VolumeSizeInGB: 30,
        },
      },
      AppSpecification: { ImageUri: IMAGE },
      ProcessingOutputConfig: {
        Outputs: [{ OutputName: name, S3Output: { S3Uri: output(name) } }],
      },
    },
  };
}

function training(name: string, before: string[]) {
  return {
    Name: name,
    Type: 'Training',
    DependsOn: before,
    Arguments: {
      AlgorithmSpecification: {
        TrainingImage: IMAGE,
        TrainingInputMode: 'File',
        MetricDefinitions: [
          { Name: 'validation:accuracy', Regex: 'accuracy=([0-9.]+)' },
        ],
      },
      ResourceConfig: {
        InstanceType: 'ml.m5.large',
        InstanceCount: 1,
        VolumeSizeInGB: 30,
      },
      OutputDataConfig: { S3OutputPath: output(name) },
    },
  };
}

/**
 * The definition of a pipeline of so many steps, two or more: layers of parallel
 * steps, each of which waits for one or two of the layer before, and a training at the end.
 */
export function scaleDefinition(count: number): string {
  const names = [
    'PrepareFeatures',
    ...Array.from({ length: count - 2 }, (_, index) => {
      const layer = Math.floor(index / WIDTH) + 1;
      return `Layer${layer}Part${(index % WIDTH) + 1}`;
    }),
  ];
  const before = (index: number): string[] => {
    const part = (index - 1) % WIDTH;
    const first = index - WIDTH;
    return index <= WIDTH
      ? [names[0]]
      : [names[first], ...(part > 0 ? [names[first - 1]] : [])];
  };
  return JSON.stringify({
    Version: '2020-12-01',
    Parameters: [],
    Steps: [
      ...names.map((name, index) =>
        processing(name, index === 0 ? [] : before(index)),
      ),
      training('TrainModel', names.slice(-WIDTH)),
    ],
  });
}
