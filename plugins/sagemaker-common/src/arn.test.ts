import { formatArn, parseArn, resourceName } from './arn';

describe('parseArn', () => {
  it.each([
    'arn:aws:sagemaker:eu-west-1:100000000002:project/churn',
    'arn:aws-cn:codepipeline:cn-north-1:100000000002:churn-deploy',
    'arn:aws:s3:::bucket/key:with:colons',
  ])('takes %s apart and formatArn puts it together again', value => {
    expect(formatArn(parseArn(value))).toBe(value);
  });

  it.each([
    '',
    'churn',
    'arn:aws:sagemaker',
    'arn:aws:sagemaker:eu-west-1:12:x',
  ])('refuses %p with the value in the message', value => {
    expect(() => parseArn(value)).toThrow(`'${value}' is not an ARN`);
  });
});

it.each([
  ['arn:aws:sagemaker:eu-west-1:100000000002:project/churn', 'churn'],
  ['arn:aws:codepipeline:eu-west-1:100000000002:churn-deploy', 'churn-deploy'],
  [
    'arn:aws:sagemaker:eu-west-1:1:model-package/churn/3'.replace(
      ':1:',
      ':100000000002:',
    ),
    '3',
  ],
])('resourceName of %s is %s', (arn, name) => {
  expect(resourceName(arn)).toBe(name);
});
