import { hex } from '../random';
import { trainingDefinition } from '../trainingPipeline';
import { childTags, namesOf, UseCase } from '../useCase';

export interface SeedFile {
  path: string;
  content: string;
}

/** The jobs of the demo's training pipelines: folders of the build repository. */
const JOBS = [
  ['preprocessing/collect_data', 'Copies the latest data out of the data lake'],
  ['preprocessing/prepare_features', 'Cleans and splits the data'],
  ['training/train_model', 'Fits the model'],
  ['inference/serve_model', 'Answers requests with the model'],
  ['postprocessing/evaluate_model', 'Measures the model on held back data'],
  ['postprocessing/export_baseline', 'Keeps statistics of the data for drift'],
] as const;

/** As the catalog names the System: the name and a hash of the ARN. */
function systemName(useCase: UseCase): string {
  return `${useCase.name}-${hex(namesOf(useCase).projectArn, 8)}`;
}

function catalogInfo(
  useCase: UseCase,
  part: { suffix: string; type: string; title: string; annotation: string },
): SeedFile {
  return {
    path: 'catalog-info.yaml',
    content: [
      'apiVersion: backstage.io/v1alpha1',
      'kind: Component',
      'metadata:',
      `  name: ${systemName(useCase)}-${part.suffix}`,
      `  title: ${part.title}`,
      '  annotations:',
      `    mlops-foundation.io/account-set: resource:default/${useCase.set.name}`,
      `    mlops-foundation.io/model-group-arn: ${
        namesOf(useCase).modelGroupArn
      }`,
      `    ${part.annotation}`,
      'spec:',
      `  type: ${part.type}`,
      '  lifecycle: production',
      `  owner: ${useCase.owner}`,
      `  system: system:default/${systemName(useCase)}`,
      '',
    ].join('\n'),
  };
}

function job([folder, purpose]: (typeof JOBS)[number]): SeedFile[] {
  const name = folder.split('/')[1];
  return [
    {
      path: `algorithms/${folder}/__main__.py`,
      content: `"""${purpose}."""\n\n\ndef main() -> None:\n    print("${name}")\n\n\nif __name__ == "__main__":\n    main()\n`,
    },
    {
      path: `algorithms/${folder}/README.md`,
      content: `# ${name}\n\n${purpose}.\n`,
    },
    {
      path: `algorithms/${folder}/test/test_${name}.py`,
      content: `def test_${name}_runs():\n    from algorithms.${folder.replace(
        '/',
        '.',
      )}.__main__ import main\n\n    main()\n`,
    },
  ];
}

const SHARED: SeedFile[] = [
  {
    path: 'algorithms/shared_libraries/README.md',
    content: '# Shared libraries\n\nWhat several steps need.\n',
  },
  {
    path: 'algorithms/shared_libraries/tables.py',
    content:
      'def columns(line: str) -> list[str]:\n    """Columns of a line of a CSV file."""\n    return line.strip().split(",")\n',
  },
  {
    path: 'algorithms/shared_libraries/test/test_tables.py',
    content:
      'from algorithms.shared_libraries.tables import columns\n\n\ndef test_splits_a_line():\n    assert columns("a,b\\n") == ["a", "b"]\n',
  },
];

export function buildFiles(useCase: UseCase, description: string): SeedFile[] {
  const names = namesOf(useCase);
  return [
    {
      path: 'README.md',
      content: `# ${names.buildRepository}\n\n${description}.\n\nBuild and training: the pipeline ${names.trainingPipeline} registers versions in ${names.modelGroup}.\n`,
    },
    catalogInfo(useCase, {
      suffix: 'build',
      type: 'ml-build',
      title: names.buildRepository,
      annotation: `mlops-foundation.io/pipeline-arn: ${names.trainingPipelineArn}`,
    }),
    {
      path: 'build_spec.yml',
      content:
        'version: 0.2\nphases:\n  build:\n    commands:\n      - python -m pytest algorithms\n      - python ml_pipelines/training/ml-pipeline-training.py\n',
    },
    {
      path: 'ml_pipelines/README.md',
      content:
        '# Pipelines\n\n`training` prepares, trains, evaluates and registers.\n',
    },
    {
      path: 'ml_pipelines/training/ml-pipeline-training.py',
      content: `"""Upserts the pipeline ${names.trainingPipeline} from its definition."""\n\nimport json\nfrom pathlib import Path\n\nimport boto3\n\nDEFINITION = Path(__file__).with_name("input.json").read_text()\n\nboto3.client("sagemaker").update_pipeline(\n    PipelineName="${names.trainingPipeline}",\n    PipelineDefinition=json.dumps(json.loads(DEFINITION)),\n)\n`,
    },
    {
      path: 'ml_pipelines/training/input.json',
      content: `${JSON.stringify(trainingDefinition(useCase), null, 2)}\n`,
    },
    { path: 'notebooks/README.md', content: '# Notebooks\n' },
    ...SHARED,
    ...JOBS.flatMap(job),
  ];
}

const ENDPOINT_TEMPLATE = [
  'Description: Endpoint of one exact model version',
  'Parameters:',
  '  ProjectName: { Type: String }',
  '  ModelGroupArn: { Type: String }',
  '  ModelPackageArn: { Type: String }',
  '  ExecutionRoleArn: { Type: String }',
  '  EndpointName: { Type: String, MaxLength: 63 }',
  '  InstanceType:',
  '    Type: String',
  '    Default: ml.m5.large',
  '    AllowedPattern: ml\\.[a-z0-9]+\\.[a-z0-9]+',
  '    ConstraintDescription: An instance type of SageMaker, such as ml.m5.large',
  '  InstanceCount:',
  '    Type: Number',
  '    Description: Instances behind the endpoint',
  '    Default: 1',
  '    MinValue: 1',
  '    MaxValue: 20',
  '  TrafficShifting:',
  '    Type: String',
  '    Description: How traffic goes to the new version',
  '    AllowedValues: [ALL_AT_ONCE, CANARY, LINEAR]',
  '  CanaryPercent:',
  '    Type: Number',
  '    Description: Traffic that goes to the new version first',
  '    MinValue: 5',
  '    MaxValue: 50',
  'Resources:',
  '  Model:',
  '    Type: AWS::SageMaker::Model',
  '    Properties:',
  '      ExecutionRoleArn: !Ref ExecutionRoleArn',
  '      Containers:',
  '        - ModelPackageName: !Ref ModelPackageArn',
  '  EndpointConfig:',
  '    Type: AWS::SageMaker::EndpointConfig',
  '    Properties:',
  '      ProductionVariants:',
  '        - VariantName: AllTraffic',
  '          ModelName: !GetAtt Model.ModelName',
  '          InstanceType: !Ref InstanceType',
  '          InitialInstanceCount: !Ref InstanceCount',
  '          InitialVariantWeight: 1',
  '  Endpoint:',
  '    Type: AWS::SageMaker::Endpoint',
  '    Properties:',
  '      EndpointName: !Ref EndpointName',
  '      EndpointConfigName: !GetAtt EndpointConfig.EndpointConfigName',
  '      DeploymentConfig:',
  '        BlueGreenUpdatePolicy:',
  '          TrafficRoutingConfiguration:',
  '            Type: !Ref TrafficShifting',
  '            WaitIntervalInSeconds: 300',
  '            CanarySize: { Type: CAPACITY_PERCENT, Value: !Ref CanaryPercent }',
  '',
].join('\n');

export function deployFiles(useCase: UseCase, description: string): SeedFile[] {
  const names = namesOf(useCase);
  const config = (stage: string, instances: number) => ({
    path: `inference_config/${stage}/inference_config.json`,
    content: `${JSON.stringify(
      {
        Parameters: {
          ProjectName: useCase.name,
          ModelGroupArn: names.modelGroupArn,
          EndpointName: names.endpoint,
          InstanceType: 'ml.m5.large',
          InstanceCount: String(instances),
          TrafficShifting: 'CANARY',
          CanaryPercent: '10',
        },
        Tags: childTags(useCase),
      },
      null,
      2,
    )}\n`,
  });
  return [
    {
      path: 'README.md',
      content: `# ${names.deployRepository}\n\n${description}.\n\nDeployment: the pipeline ${names.deployPipeline} brings approved versions to staging and prod.\n`,
    },
    catalogInfo(useCase, {
      suffix: 'deploy',
      type: 'ml-deployment',
      title: names.deployRepository,
      annotation: `aws.amazon.com/aws-codepipeline-arn: ${names.deployPipelineArn}`,
    }),
    config('staging', 1),
    config('prod', 2),
    {
      path: 'inference_config/README.md',
      content: '# Inference configuration\n',
    },
    { path: 'app_infra/endpoint/endpoint.yaml', content: ENDPOINT_TEMPLATE },
    {
      path: 'app_infra/event_bridge/failed-deployments.yaml',
      content: [
        'Description: Tells of endpoints that could not be deployed',
        'Resources:',
        '  FailedDeployments:',
        '    Type: AWS::Events::Rule',
        '    Properties:',
        '      EventPattern:',
        '        source: [aws.sagemaker]',
        '        detail-type: [SageMaker Endpoint State Change]',
        `        detail: { EndpointName: [${names.endpoint}], EndpointStatus: [FAILED] }`,
        '',
      ].join('\n'),
    },
    {
      path: 'tests/integration_test/test_endpoint.py',
      content: `import boto3\n\n\ndef test_the_endpoint_answers():\n    runtime = boto3.client("sagemaker-runtime")\n    answer = runtime.invoke_endpoint(\n        EndpointName="${names.endpoint}", ContentType="text/csv", Body="0,1,2"\n    )\n    assert answer["Body"].read()\n`,
    },
    {
      path: 'tests/stress_test/test_latency.py',
      content: `import time\n\nimport boto3\n\n\ndef test_answers_within_a_second():\n    runtime = boto3.client("sagemaker-runtime")\n    start = time.monotonic()\n    for _ in range(100):\n        runtime.invoke_endpoint(\n            EndpointName="${names.endpoint}", ContentType="text/csv", Body="0,1,2"\n        )\n    assert (time.monotonic() - start) / 100 < 1\n`,
    },
    {
      path: 'tests/other_test/test_scores.py',
      content: `import boto3\n\n\ndef score(features: str) -> float:\n    runtime = boto3.client("sagemaker-runtime")\n    answer = runtime.invoke_endpoint(\n        EndpointName="${names.endpoint}", ContentType="text/csv", Body=features\n    )\n    return float(answer["Body"].read())\n\n\ndef test_scores_are_probabilities():\n    for features in ("0,0,0", "0,1,2", "9,9,9"):\n        assert 0 <= score(features) <= 1\n`,
    },
    { path: 'tests/README.md', content: '# Tests\n\nRun against staging.\n' },
  ];
}
