import { accountSetEntity } from '../__testUtils__/entities';
import { sagemakerUseCase } from './sagemakerUseCase';

describe('filter sagemakerUseCase', () => {
  it('names what a use case will have', () => {
    expect(
      sagemakerUseCase.filter(accountSetEntity('credit-risk'), 'churn'),
    ).toMatchObject({
      systemRef: expect.stringMatching(/^system:default\/churn-[0-9a-f]{8}$/),
      modelGroupName: 'churn-models',
      pipelineArn:
        'arn:aws:sagemaker:eu-west-1:210000000002:pipeline/churn-training',
      buildRepository: 'churn-build',
    });
  });

  it.each([
    [
      'a name AWS refuses',
      accountSetEntity('credit-risk'),
      'a b',
      /project name/,
    ],
    ['a retired set', accountSetEntity('x', 'failed'), 'churn', /is failed/],
    [
      'another entity',
      { ...accountSetEntity('x'), kind: 'Component' },
      'churn',
      /not an account set/,
    ],
  ])('refuses %s', (_, entity, name, message) => {
    expect(() => sagemakerUseCase.filter(entity, name)).toThrow(message);
  });
});
