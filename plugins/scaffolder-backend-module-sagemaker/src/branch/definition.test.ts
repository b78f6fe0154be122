import { JsonObject, JsonValue } from '@backstage/types';
import {
  branchNames,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { activeAccountSet } from '../actions/accountSet';
import { accountSetEntity } from '../__testUtils__/entities';
import { branchDefinition, outputBuckets } from './definition';

const USE_CASE = useCaseNames(
  'churn',
  activeAccountSet(accountSetEntity('credit-risk')),
);
const BRANCH = branchNames(USE_CASE, 'feature/a');
const ROOT = `s3://bucket/churn/branches/${BRANCH.branchId}`;
const RUN = { Get: 'Execution.PipelineExecutionId' };

const processing = (S3Uri: JsonValue): JsonObject => ({
  Name: 'Prepare',
  Type: 'Processing',
  Arguments: {
    ProcessingInputs: [{ S3Input: { S3Uri: 's3://lake/churn/raw' } }],
    ProcessingOutputConfig: { Outputs: [{ S3Output: { S3Uri } }] },
  },
});
const register = (group: JsonValue): JsonObject => ({
  Name: 'Register',
  Type: 'RegisterModel',
  Arguments: { ModelPackageGroupName: group },
});
const within = (step: JsonObject): JsonObject => ({
  Name: 'Check',
  Type: 'Condition',
  Arguments: { IfSteps: [step], ElseSteps: [] },
});
const definition = (steps: JsonObject[], Parameters: JsonObject[] = []) =>
  JSON.stringify({ Version: '2020-12-01', Parameters, Steps: steps });
const branched = (steps: JsonObject[], parameters?: JsonObject[]) =>
  JSON.parse(branchDefinition(definition(steps, parameters), USE_CASE, BRANCH));
const GROUP = register(USE_CASE.modelGroupArn);

describe('branchDefinition', () => {
  it.each<[string, JsonValue, JsonValue]>([
    ['a literal', 's3://bucket/churn/out', `${ROOT}/out`],
    ['the folder of the use case', 's3://bucket/churn', ROOT],
    ['with a slash at its end', 's3://bucket/churn/', `${ROOT}/`],
    ['another folder', 's3://bucket/churn-out/x', `${ROOT}/churn-out/x`],
    ['a bucket', 's3://bucket', ROOT],
    [
      'a join',
      { 'Std:Join': { On: '/', Values: ['s3://bucket/churn', RUN, 'out'] } },
      { 'Std:Join': { On: '/', Values: [ROOT, RUN, 'out'] } },
    ],
    [
      'a join of parts, as the SageMaker SDK writes it',
      { 'Std:Join': { On: '/', Values: ['s3:/', 'bucket', 'churn', RUN] } },
      { 'Std:Join': { On: '/', Values: [ROOT, RUN] } },
    ],
    [
      'a join without slashes',
      { 'Std:Join': { On: '', Values: ['s3://bucket/churn', RUN] } },
      { 'Std:Join': { On: '', Values: [`${ROOT}/`, RUN] } },
    ],
  ])('moves %s', (_, from, to) => {
    const { Steps } = branched([processing(from), GROUP]);
    expect(Steps[0]).toEqual(processing(to));
  });

  it('moves what any kind of job writes', () => {
    const job = (uri: string) => ({
      Name: 'Train',
      Type: 'Training',
      Arguments: {
        OutputDataConfig: { S3OutputPath: uri },
        CheckpointConfig: { S3Uri: uri },
        InputDataConfig: [
          { DataSource: { S3DataSource: { S3Uri: 's3://bucket/churn/in' } } },
        ],
      },
    });
    const { Steps } = branched([within(job('s3://bucket/churn/x')), GROUP]);
    expect(Steps[0]).toEqual(within(job(`${ROOT}/x`)));
  });

  it('moves the default of a parameter once, however many steps share it', () => {
    const parameter = (DefaultValue: string) => ({
      Name: 'OutputUri',
      Type: 'String',
      DefaultValue,
    });
    const steps = [
      processing({ Get: 'Parameters.OutputUri' }),
      processing({
        'Std:Join': { On: '/', Values: [{ Get: 'Parameters.OutputUri' }, RUN] },
      }),
    ];
    const { Parameters, Steps } = branched(
      [...steps, GROUP],
      [parameter('s3://bucket/churn')],
    );
    expect(Parameters).toEqual([parameter(ROOT)]);
    expect(Steps.slice(0, 2)).toEqual(steps);
  });

  it.each([
    ['by ARN', USE_CASE.modelGroupArn],
    ['by name', USE_CASE.modelGroupName],
  ])('registers in the group of the branch instead of one %s', (_, group) => {
    const { Steps } = branched([within(register(group))]);
    expect(Steps).toEqual([within(register(BRANCH.modelGroupArn))]);
  });

  it('changes a group that is a parameter by its default', () => {
    const { Parameters } = branched(
      [
        register({ Get: 'Parameters.Group' }),
        register({ Get: 'Parameters.Group' }),
      ],
      [{ Name: 'Group', DefaultValue: USE_CASE.modelGroupName }],
    );
    expect(Parameters[0].DefaultValue).toBe(BRANCH.modelGroupArn);
  });

  it.each<[string, JsonObject[], RegExp]>([
    [
      'writes to a bucket that only a run knows',
      [processing({ Get: 'Parameters.Nowhere' }), GROUP],
      /'churn-training' says only at run time in which bucket Prepare\..*S3Uri is/,
    ],
    [
      'writes where an earlier step did',
      [processing({ Get: 'Steps.Before.S3Uri' }), GROUP],
      /says only at run time/,
    ],
    [
      'joins its bucket at run time',
      [
        processing({
          'Std:Join': { On: '/', Values: ['s3:/', { Get: 'Parameters.B' }] },
        }),
        GROUP,
      ],
      /says only at run time/,
    ],
    [
      'registers elsewhere',
      [register('others-models')],
      /registers in another model group than churn-models \(Register/,
    ],
    [
      'registers nothing',
      [processing('s3://bucket/churn')],
      /registers no model/,
    ],
  ])('refuses a pipeline that %s', (_, steps, message) => {
    expect(() => branched(steps)).toThrow(message);
  });
});

describe('outputBuckets', () => {
  it('names each bucket once and leaves out what only a run knows', () => {
    const steps = [
      processing('s3://b/x'),
      processing({ 'Std:Join': { On: '/', Values: ['s3:/', 'a', RUN] } }),
      processing('s3://b/y'),
      processing({ Get: 'Parameters.Uri' }),
      processing({ Get: 'Parameters.Nowhere' }),
    ];
    expect(
      outputBuckets(
        definition(steps, [{ Name: 'Uri', DefaultValue: 's3://c/z' }]),
      ),
    ).toEqual(['a', 'b', 'c']);
  });
});
