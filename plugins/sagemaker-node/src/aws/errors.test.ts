import { isError } from '@backstage/errors';
import { isAwsError, toAwsError } from './errors';

const CALL = {
  service: 'sagemaker' as const,
  operation: 'DescribePipeline',
  target: { accountId: '100000000002', region: 'eu-west-1' },
  resource: 'churn-training',
};

function sdkError(name: string, message = 'as AWS says', httpStatusCode = 400) {
  return Object.assign(new Error(message), {
    name,
    $metadata: { httpStatusCode },
  });
}

describe('toAwsError', () => {
  it.each([
    ['ResourceNotFound', 'as AWS says', 'NotFoundError'],
    ['ResourceNotFoundException', 'as AWS says', 'NotFoundError'],
    ['PipelineNotFoundException', 'as AWS says', 'NotFoundError'],
    ['RepositoryDoesNotExistException', 'as AWS says', 'NotFoundError'],
    ['NoSuchBucket', 'as AWS says', 'NotFoundError'],
    ['ValidationException', 'Project churn does not exist.', 'NotFoundError'],
    [
      'ValidationException',
      'Could not find model package group churn',
      'NotFoundError',
    ],
    ['ValidationError', 'Stack [SC-1] does not exist', 'NotFoundError'],
    ['ValidationException', 'Project churn already exists', 'ConflictError'],
    ['ConflictException', 'as AWS says', 'ConflictError'],
    ['ResourceInUse', 'as AWS says', 'ConflictError'],
    ['RepositoryNameExistsException', 'as AWS says', 'ConflictError'],
    ['BranchNameExistsException', 'as AWS says', 'ConflictError'],
    ['ParentCommitIdOutdatedException', 'as AWS says', 'ConflictError'],
    ['InvalidApprovalTokenException', 'as AWS says', 'ConflictError'],
    ['ApprovalAlreadyCompletedException', 'as AWS says', 'ConflictError'],
    ['ValidationException', '1 validation error detected', 'InputError'],
    ['InvalidParameterException', 'as AWS says', 'InputError'],
    ['ASurpriseException', 'as AWS says', 'InputError'],
    ['ThrottlingException', 'as AWS says', 'ServiceUnavailableError'],
    ['TooManyRequestsException', 'as AWS says', 'ServiceUnavailableError'],
    ['ResourceLimitExceeded', 'as AWS says', 'ServiceUnavailableError'],
    ['AccessDeniedException', 'as AWS says', 'ServiceUnavailableError'],
    ['AccessDenied', 'as AWS says', 'ServiceUnavailableError'],
    ['UnrecognizedClientException', 'as AWS says', 'ServiceUnavailableError'],
    ['ExpiredTokenException', 'as AWS says', 'ServiceUnavailableError'],
    ['InternalFailure', 'as AWS says', 'ServiceUnavailableError'],
    ['TimeoutError', 'as AWS says', 'ServiceUnavailableError'],
  ])('%s "%s" becomes %s', (code, message, name) => {
    const error = toAwsError(sdkError(code, message), CALL);
    expect(error).toMatchObject({
      name,
      code,
      operation: 'DescribePipeline',
      resource: 'churn-training',
      accountId: '100000000002',
      region: 'eu-west-1',
    });
    expect(isError(error) && error.message).toContain(
      `DescribePipeline of 'churn-training' in account 100000000002, eu-west-1 failed with ${code}: `,
    );
    expect(isError(error) && error.message).toContain(message);
  });

  it.each([
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
  ])('a connection that ends with %s is %s', (code, kind) => {
    const error = toAwsError(
      Object.assign(new Error('connect'), { code }),
      CALL,
    );
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      code,
      kind,
    });
  });

  it.each([
    [400, 'InputError', 'invalid'],
    [401, 'ServiceUnavailableError', 'denied'],
    [403, 'ServiceUnavailableError', 'denied'],
    [429, 'ServiceUnavailableError', 'throttled'],
    [502, 'ServiceUnavailableError', 'failed'],
  ])('judges an unknown code by its status %d', (status, name, kind) => {
    expect(toAwsError(sdkError('Odd', 'no', status), CALL)).toMatchObject({
      name,
      kind,
    });
  });

  it.each([
    [
      'AccessDeniedException',
      'allow sagemaker:DescribePipeline for the role that the portal uses in account 100000000002',
    ],
    ['ThrottlingException', 'try again in a minute'],
    [
      'ExpiredTokenException',
      "check the credentials of account 100000000002 under 'aws' in the configuration",
    ],
    ['ResourceLimitExceeded', 'raise the quota of account 100000000002'],
  ])('%s says what to do', (code, advice) => {
    const error = toAwsError(sdkError(code), CALL);
    expect(isError(error) && error.message).toContain(advice);
  });

  it.each([
    ['an abort', Object.assign(new Error('stop'), { name: 'AbortError' })],
    ['a fault of the program', new TypeError('x is not a function')],
    ['a text', 'text'],
  ])('hands back %s as it is', (_, error) => {
    expect(toAwsError(error, CALL)).toBe(error);
  });

  it('leaves an error alone that was translated before', () => {
    const error = toAwsError(sdkError('ConflictException'), CALL);
    expect(isAwsError(error)).toBe(true);
    expect(toAwsError(error, CALL)).toBe(error);
  });
});
