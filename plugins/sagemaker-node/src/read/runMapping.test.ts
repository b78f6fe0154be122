import { mapRun, mapStep } from './runMapping';

const PIPELINE =
  'arn:aws:sagemaker:eu-west-1:210000000002:pipeline/churn-training';
const STARTED = new Date('2026-01-01T10:00:00Z');
const CHANGED = new Date('2026-01-01T10:30:00Z');
const EXECUTION = {
  PipelineArn: PIPELINE,
  PipelineExecutionArn: `${PIPELINE}/execution/abc123def456`,
  PipelineExecutionStatus: 'Succeeded',
  CreationTime: STARTED,
  LastModifiedTime: CHANGED,
} as const;

describe('mapRun', () => {
  it('reads what a run is', () => {
    expect(
      mapRun({
        ...EXECUTION,
        PipelineExecutionDescription: 'nightly',
        CreatedBy: { UserProfileName: 'dana' },
        PipelineParameters: [{ Name: 'Rate', Value: '0.1' }],
      }),
    ).toMatchObject({
      id: 'abc123def456',
      pipelineName: 'churn-training',
      status: 'Succeeded',
      description: 'nightly',
      startedAt: STARTED.toISOString(),
      startedBy: 'dana',
      parameters: [{ name: 'Rate', value: '0.1' }],
    });
  });

  it.each([
    ['Executing', undefined],
    ['Stopping', undefined],
    ['Stopped', CHANGED.toISOString()],
    ['Failed', CHANGED.toISOString()],
    ['Succeeded', CHANGED.toISOString()],
  ] as const)('a run that is %s ended at %s', (status, endedAt) => {
    expect(
      mapRun({ ...EXECUTION, PipelineExecutionStatus: status }).endedAt,
    ).toBe(endedAt);
  });

  it.each([
    'PipelineArn',
    'PipelineExecutionArn',
    'PipelineExecutionStatus',
    'CreationTime',
  ])('refuses a record without %s', member => {
    expect(() => mapRun({ ...EXECUTION, [member]: undefined })).toThrow(
      'has no pipeline, status or creation time',
    );
  });
});

describe('mapStep', () => {
  const step = { StepName: 'Step', StepStatus: 'Succeeded' } as const;

  it.each([
    [
      'a training',
      { TrainingJob: { Arn: 'arn:job' } },
      { type: 'TrainingJob', jobArn: 'arn:job' },
    ],
    [
      'a registration',
      { RegisterModel: { Arn: 'arn:version' } },
      { type: 'RegisterModel', jobArn: 'arn:version' },
    ],
    [
      'a condition',
      { Condition: { Outcome: 'False' } },
      { type: 'Condition', outcome: 'False', jobArn: undefined },
    ],
    [
      'a quality check',
      { QualityCheck: { CheckJobArn: 'arn:check' } },
      { type: 'QualityCheck', jobArn: 'arn:check' },
    ],
    [
      'a failure on purpose',
      { Fail: { ErrorMessage: 'AUC below 0.8' } },
      { type: 'Fail', failureReason: 'AUC below 0.8' },
    ],
    ['a step not begun', undefined, { type: undefined, jobArn: undefined }],
  ] as const)('reads %s', (_, Metadata, expected) => {
    expect(mapStep({ ...step, Metadata })).toMatchObject(expected);
  });

  it('tells a cached result', () => {
    expect(mapStep(step).cached).toBe(false);
    expect(
      mapStep({ ...step, CacheHitResult: { SourcePipelineExecutionArn: '' } })
        .cached,
    ).toBe(false);
    expect(
      mapStep({ ...step, CacheHitResult: { SourcePipelineExecutionArn: 'x' } })
        .cached,
    ).toBe(true);
  });
});
