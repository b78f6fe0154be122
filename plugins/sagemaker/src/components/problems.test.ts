import { ResponseError } from '@backstage/errors';
import { describeProblem, isConflict } from './problems';

const answer = (statusCode: number, error: object) =>
  ResponseError.fromResponse(
    new Response(JSON.stringify({ error, response: { statusCode } }), {
      status: statusCode,
      headers: { 'content-type': 'application/json' },
    }),
  );

describe('describeProblem', () => {
  it.each([
    [403, { name: 'NotAllowedError' }, 'forbidden', /not allowed/, /owner/],
    [
      503,
      { name: 'ServiceUnavailableError', code: 'SlowDown', kind: 'throttled' },
      'failed',
      /AWS answered SlowDown/,
      /Retry in a moment/,
    ],
    [
      503,
      { name: 'ServiceUnavailableError', code: 'AccessDenied', kind: 'denied' },
      'failed',
      /AWS answered AccessDenied/,
      /role of the portal lacks a permission/,
    ],
    [
      503,
      {
        name: 'ServiceUnavailableError',
        code: 'ECONNREFUSED',
        kind: 'unreachable',
      },
      'failed',
      /could not be reached: ECONNREFUSED/,
      /Retry/,
    ],
    [
      404,
      { name: 'NotFoundError', code: 'ResourceNotFound', kind: 'not_found' },
      'failed',
      /AWS answered ResourceNotFound/,
      /may have been deleted/,
    ],
    [404, { name: 'NotFoundError' }, 'failed', /could not be read/, /exist/],
    [400, { name: 'InputError' }, 'failed', /could not be read/, /annotations/],
    [500, { name: 'Error' }, 'failed', /could not be read/, /platform team/],
  ])('tells a %s with %o', async (status, error, kind, title, nextStep) => {
    const problem = describeProblem(
      await answer(status, { message: 'as the backend says', ...error }),
    );
    expect(problem).toEqual({
      kind,
      title: expect.stringMatching(title),
      message: 'as the backend says',
      nextStep: expect.stringMatching(nextStep),
    });
  });

  it('tells an error on the way to the backend', () => {
    expect(describeProblem(new TypeError('Failed to fetch'))).toMatchObject({
      kind: 'failed',
      message: 'Failed to fetch',
    });
  });

  it.each([
    ['ConflictError', true],
    ['InputError', false],
  ])('sees whether %s is a conflict', async (name, conflict) => {
    expect(isConflict(await answer(409, { name, message: '' }))).toBe(conflict);
  });
});
