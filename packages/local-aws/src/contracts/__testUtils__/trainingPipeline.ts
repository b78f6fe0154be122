/** What `CreatePipeline` needs besides a name: one step, two parameters with defaults. */
export const TRAINING_PIPELINE = {
  PipelineDefinition: JSON.stringify({
    Version: '2020-12-01',
    Parameters: [
      { Name: 'MaxDepth', Type: 'Integer', DefaultValue: 4 },
      { Name: 'InstanceType', Type: 'String', DefaultValue: 'ml.m5.xlarge' },
    ],
    Steps: [{ Name: 'Train', Type: 'Training', Arguments: {} }],
  }),
  RoleArn: 'arn:aws:iam::210000000002:role/pipeline',
};
