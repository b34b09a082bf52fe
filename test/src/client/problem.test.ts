import { toError } from '../../../src/client/problem';
import type { Answered } from '../../../src/client/request';

const answer = (status: number, text: string, more: Partial<Answered> = {}): Answered => ({
  answered: true,
  status,
  retryAfter: null,
  location: null,
  text,
  ...more,
});
const problem = (status: number, fields: object) =>
  answer(status, JSON.stringify({ title: 'Title', ...fields }));

describe('toError', () => {
  it.each([
    [400, 'invalid'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [405, 'invalid'],
    [409, 'conflict'],
    [413, 'invalid'],
    [415, 'invalid'],
    [422, 'invalid'],
    [429, 'busy'],
    [431, 'invalid'],
    [500, 'broken'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [418, 'broken'],
  ])('reads %i as %s', (status, kind) => {
    expect(toError(problem(status, { detail: 'What it is.' }))).toMatchObject({
      kind,
      message: 'What it is.',
    });
  });

  it('names every field that is wrong', () => {
    const issues = [{ field: 'ttl', message: 'is no duration' }];

    expect(toError(problem(400, { code: 'InvalidRequest', issues })).facts).toMatchObject({ issues });
  });

  it('keeps the id of the request only where the log is needed', () => {
    expect(toError(problem(500, { requestId: 'r-1' })).facts.requestId).toBe('r-1');
    expect(toError(problem(409, { requestId: 'r-1' })).facts.requestId).toBeUndefined();
  });

  it.each([
    ['the plain words of a gateway', '{"message":"Forbidden"}', 'Forbidden'],
    ['a title alone', '{"title":"Not found"}', 'Not found'],
    ['no JSON at all', '<html>', 'The control plane returned 403.'],
    ['nothing', 'null', 'The control plane returned 403.'],
  ])('understands %s', (_what, text, message) => {
    expect(toError(answer(403, text)).message).toBe(message);
  });
});
