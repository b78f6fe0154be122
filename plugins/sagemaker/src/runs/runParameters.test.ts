import type { PipelineParameter } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { initialValues, overrides, valueProblem } from './runParameters';

const ROWS: PipelineParameter = {
  name: 'Rows',
  type: 'Integer',
  defaultValue: '5000',
};
const AUC: PipelineParameter = {
  name: 'MinimumAuc',
  type: 'Float',
  defaultValue: '0.75',
};
const INPUT: PipelineParameter = { name: 'Input', type: 'String' };

describe('values of parameters', () => {
  it.each<[string, PipelineParameter, string, string | undefined]>([
    ['a whole number', ROWS, '100', undefined],
    ['a negative number', ROWS, '-1', undefined],
    ['a fraction for a whole number', ROWS, '1.5', 'A whole number'],
    ['a fraction', AUC, '.8', undefined],
    ['an exponent', AUC, '1e-3', undefined],
    ['words for a number', AUC, 'high', 'A number, such as 0.75'],
    ['nothing where there is a default', ROWS, '', undefined],
    ['nothing where there is none', INPUT, '', 'A value is required'],
    ['a choice', { ...INPUT, enumValues: ['a', 'b'] }, 'b', undefined],
    ['no choice', { ...INPUT, enumValues: ['a', 'b'] }, 'c', 'One of a, b'],
    ['a boolean', { name: 'Full', type: 'Boolean' }, 'true', undefined],
    ['no boolean', { name: 'Full', type: 'Boolean' }, 'yes', 'true or false'],
  ])('%s', (_, parameter, value, problem) => {
    expect(valueProblem(parameter, value)).toBe(problem);
  });

  it('begin with the defaults, or with those of an earlier run', () => {
    expect(initialValues([ROWS, AUC, INPUT])).toEqual({
      Rows: '5000',
      MinimumAuc: '0.75',
      Input: '',
    });
    expect(
      initialValues(
        [ROWS, AUC],
        [
          { name: 'Rows', value: '10' },
          { name: 'Gone', value: 'x' },
        ],
      ),
    ).toEqual({ Rows: '10', MinimumAuc: '0.75' });
  });

  it('are sent only where they differ from the defaults', () => {
    expect(
      overrides([ROWS, AUC, INPUT], {
        Rows: '5000',
        MinimumAuc: '0.8',
        Input: '',
      }),
    ).toEqual([{ name: 'MinimumAuc', value: '0.8' }]);
  });
});
