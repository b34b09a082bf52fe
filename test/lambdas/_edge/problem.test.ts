import { bodyTooLarge, methodNotAllowed, unsupportedEncoding } from '../../../lambdas/_edge/http-refusal';
import { isExpected, toProblem } from '../../../lambdas/_edge/problem';
import { Problem } from '../../../src/domain/api/responses';
import { DomainError, invalid } from '../../../src/domain/base/errors';

const at = { path: '/environments/foo', requestId: 'request-1' };

describe('toProblem', () => {
  it.each<[DomainError, number]>([
    [invalid('ttl', 'is no duration'), 400],
    [new DomainError('Unauthenticated', { reason: 'no token was sent' }), 401],
    [new DomainError('Forbidden', { actor: 'ann', need: 'the role admin', what: 'unlock' }), 403],
    [new DomainError('EnvironmentNotFound', { name: 'foo' }), 404],
    [new DomainError('NoActiveRun', { name: 'foo' }), 409],
    [new DomainError('IdempotencyKeyReused', { key: 'k' }), 422],
    [new DomainError('OutboxFull', { name: 'foo' }), 429],
    [new DomainError('Misconfigured', { name: 'X', reason: 'is missing' }), 500],
    [new DomainError('Unreachable', { what: 'S3', reason: 'timed out' }), 503],
  ])('answers %s with %d and its message', (error, status) => {
    const { problem } = toProblem(error, at);

    expect(problem).toMatchObject({ status, detail: error.message, requestId: 'request-1' });
    expect(Problem.safeParse(problem).success).toBe(true);
  });

  it.each(['\u001b[31mred\u001b[0m', 'a\u0000b', 'a\u202eb', '\u2066x\u009b2J'])(
    'repeats what was sent without what rules a terminal: %j',
    (sent) => {
      const { problem } = toProblem(invalid(sent, `'${sent}' is no duration`), at);

      expect(problem.issues).toHaveLength(1);
      expect(JSON.stringify(problem)).not.toMatch(/\\u00[01]|[\p{Cc}\p{Bidi_Control}]/u);
    },
  );

  it.each([
    ['MethodNotAllowed', 405, methodNotAllowed('PUT', '/environments/foo', ['GET', 'PATCH'])],
    ['BodyTooLarge', 413, bodyTooLarge(1024)],
    ['UnsupportedEncoding', 415, unsupportedEncoding('Content-Encoding')],
  ])('answers %s with %d, its message and its headers, as nothing that is a fault', (code, status, error) => {
    const { problem, headers } = toProblem(error, at);

    expect(problem).toMatchObject({ code, status, detail: error.message, requestId: 'request-1' });
    expect(Problem.safeParse(problem).success).toBe(true);
    expect(headers).toEqual(error.headers);
    expect(isExpected(error)).toBe(true);
  });

  it('names the type by the code, in words and as a URN', () => {
    const { problem } = toProblem(new DomainError('EnvironmentNotFound', { name: 'foo' }), at);

    expect(problem).toMatchObject({
      type: 'urn:leasehold:problem:EnvironmentNotFound',
      title: 'Environment not found',
      code: 'EnvironmentNotFound',
      instance: '/environments/foo',
    });
  });

  it('lists every wrong field', () => {
    const issues = [
      { field: 'name', message: 'is too long' },
      { field: 'inputs.port', message: 'unknown input' },
    ];

    const { problem } = toProblem(new DomainError('InvalidRequest', { issues }), at);

    expect(problem.issues).toEqual(issues);
  });

  it.each([
    [new DomainError('Unauthenticated', { reason: 'x' }), 'www-authenticate', 'Bearer realm="leasehold"'],
    [new DomainError('OutboxFull', { name: 'foo' }), 'retry-after', '10'],
    [new DomainError('Unreachable', { what: 'S3', reason: 'x' }), 'retry-after', '30'],
  ])('says with %s how to go on', (error, header, value) => {
    expect(toProblem(error, at).headers[header]).toBe(value);
  });

  it('keeps the message of an unknown error to itself and gives the request to ask for', () => {
    const { problem } = toProblem(new TypeError('password=hunter2'), at);

    expect(problem).toMatchObject({ status: 500, code: 'Unexpected' });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
    expect(problem.detail).toContain('request-1');
  });
});

describe('isExpected', () => {
  it.each([
    [invalid('name', 'is wrong'), true],
    [new DomainError('CorruptRecord', { what: 'item', reason: 'x' }), false],
    [new Error('boom'), false],
  ])('knows whether %s is to be logged as a fault', (error, expected) => {
    expect(isExpected(error)).toBe(expected);
  });
});
