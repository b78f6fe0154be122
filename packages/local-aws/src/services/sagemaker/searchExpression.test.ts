import type { SearchExpression } from '@aws-sdk/client-sagemaker';
import { compileExpression } from './searchExpression';

const RECORD = {
  Name: 'fraud-models',
  Version: 12,
  CreationTime: new Date('2026-03-02T09:00:00Z'),
  CreatedBy: { UserProfileName: 'anna' },
};
const SEARCHED = {
  record: RECORD,
  tags: [{ Key: 'mlops:owner', Value: 'group:default/credit-risk' }],
};

describe('compileExpression', () => {
  it.each<[string, string, string | undefined, boolean]>([
    ['Name', 'Equals', 'fraud-models', true],
    ['Name', 'Equals', 'fraud', false],
    ['Name', 'NotEquals', 'fraud', true],
    ['Name', 'Contains', 'fraud', true],
    ['Name', 'Contains', 'churn', false],
    ['Name', 'In', 'churn-models,fraud-models', true],
    ['Name', 'In', 'churn-models', false],
    ['Name', 'Exists', undefined, true],
    ['Description', 'Exists', undefined, false],
    ['Description', 'NotExists', undefined, true],
    ['Version', 'Equals', '12', true],
    ['Version', 'GreaterThan', '9', true],
    ['Version', 'GreaterThan', '12', false],
    ['Version', 'GreaterThanOrEqualTo', '12', true],
    ['Version', 'LessThan', '12', false],
    ['Version', 'LessThanOrEqualTo', '12', true],
    ['CreationTime', 'GreaterThan', '2026-03-02T08:59:59', true],
    ['CreationTime', 'LessThan', '2026-03-02T09:00:00', false],
    ['CreationTime', 'LessThanOrEqualTo', '2026-03-02T10:00:00+01:00', true],
    ['CreatedBy.UserProfileName', 'Equals', 'anna', true],
    ['Tags.mlops:owner', 'Equals', 'group:default/credit-risk', true],
    ['Tags.mlops:owner', 'Contains', 'marketing', false],
    ['Tags.other', 'NotExists', undefined, true],
  ])('%s %s %s is %s', (Name, Operator, Value, expected) => {
    const filters: SearchExpression = JSON.parse(
      JSON.stringify({ Filters: [{ Name, Operator, Value }] }),
    );
    expect(compileExpression(filters)(SEARCHED)).toBe(expected);
  });

  const isName = (Value: string): SearchExpression => ({
    Filters: [{ Name: 'Name', Operator: 'Equals', Value }],
  });

  it.each<[string, SearchExpression, boolean]>([
    [
      'all by default',
      { SubExpressions: [isName('fraud-models'), isName('x')] },
      false,
    ],
    [
      'any when told Or',
      { Operator: 'Or', SubExpressions: [isName('fraud-models'), isName('x')] },
      true,
    ],
    [
      'nested filters together',
      {
        Operator: 'Or',
        NestedFilters: [
          {
            NestedPropertyName: 'Name',
            Filters: [
              { Name: 'Name', Operator: 'Exists' },
              { Name: 'Version', Operator: 'LessThan', Value: '1' },
            ],
          },
        ],
      },
      false,
    ],
  ])('combines %s', (_, expression, expected) => {
    expect(compileExpression(expression)(SEARCHED)).toBe(expected);
  });

  it.each<[string, SearchExpression, string]>([
    ['nothing to ask', {}, 'at least one'],
    [
      'two Contains',
      {
        Filters: [
          { Name: 'Name', Operator: 'Contains', Value: 'a' },
          { Name: 'Name', Operator: 'Contains', Value: 'b' },
        ],
      },
      'CONTAINS',
    ],
    [
      'more than 50 conditions',
      {
        Filters: Array.from({ length: 51 }, () => ({
          Name: 'Name',
          Operator: 'Exists' as const,
        })),
      },
      'maximum is 50',
    ],
    [
      'a value of more than 1024 characters',
      {
        Filters: [{ Name: 'Name', Operator: 'In', Value: 'a,'.repeat(513) }],
      },
      'less than or equal to 1024',
    ],
  ])('refuses %s', (_, expression, message) => {
    expect(() => compileExpression(expression)).toThrow(message);
  });
});
