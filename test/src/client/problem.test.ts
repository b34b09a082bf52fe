import { toError } from '../../../src/client/problem';

const problem = (fields: object) => JSON.stringify({ title: 'Title', ...fields });

describe('toError', () => {
  it.each([
    [400, 'invalid'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [413, 'invalid'],
    [422, 'invalid'],
    [429, 'busy'],
    [500, 'broken'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [418, 'broken'],
  ])('reads %i as %s', (status, kind) => {
    expect(toError(status, problem({ detail: 'What it is.' }))).toMatchObject({
      kind,
      message: 'What it is.',
    });
  });

  it('names every field that is wrong', () => {
    const issues = [{ field: 'ttl', message: 'is no duration' }];

    expect(toError(400, problem({ code: 'InvalidRequest', issues })).facts).toMatchObject({ issues });
  });

  it('keeps the id of the request only where the log is needed', () => {
    expect(toError(500, problem({ requestId: 'r-1' })).facts.requestId).toBe('r-1');
    expect(toError(409, problem({ requestId: 'r-1' })).facts.requestId).toBeUndefined();
  });

  it.each([
    ['the plain words of a gateway', '{"message":"Forbidden"}', 'Forbidden'],
    ['a title alone', '{"title":"Not found"}', 'Not found'],
    ['no JSON at all', '<html>', 'The control plane answered 403.'],
    ['nothing', 'null', 'The control plane answered 403.'],
  ])('understands %s', (_what, text, message) => {
    expect(toError(403, text).message).toBe(message);
  });
});
