import { accountEntityName, entityNameFor } from './names';

const arn = (account: string, name: string) =>
  `arn:aws:sagemaker:eu-west-1:${account}:model-package-group/${name}`;
const SAFE = /^[a-z0-9]+([-][a-z0-9]+)*$/;

describe('entityNameFor', () => {
  it.each([
    ['plain', 'churn'],
    ['upper case', 'Churn-Models'],
    ['slashes and dots', 'team/churn.v2'],
    ['longer than an entity name may be', 'x'.repeat(80)],
    ['a hyphen where it is cut', `${'x'.repeat(53)}-${'y'.repeat(20)}`],
    ['unicode only', '模型'],
    ['hyphens at the ends', '--churn--'],
  ])('makes a safe name: %s', (_, name) => {
    const safe = entityNameFor(name, arn('100000000002', 'churn'));
    expect(safe).toMatch(SAFE);
    expect(safe.length).toBeLessThanOrEqual(63);
  });

  it('keeps the same name of two accounts apart', () => {
    expect(entityNameFor('churn', arn('100000000001', 'churn'))).not.toBe(
      entityNameFor('churn', arn('100000000002', 'churn')),
    );
  });

  it('is stable', () => {
    expect(entityNameFor('churn', arn('100000000002', 'churn'))).toBe(
      entityNameFor('churn', arn('100000000002', 'churn')),
    );
  });
});

it('names accounts by their id', () => {
  expect(accountEntityName('210000000001')).toBe('aws-account-210000000001');
});
