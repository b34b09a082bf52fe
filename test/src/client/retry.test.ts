import type { Attempt } from '../../../src/client/request';
import { pauseBefore } from '../../../src/client/retry';

const answered = (status: number, retryAfter: string | null = null): Attempt => ({
  answered: true,
  status,
  retryAfter,
  text: '',
});
const lost: Attempt = { answered: false, reason: 'reset', refused: false };
const refused: Attempt = { answered: false, reason: 'refused', refused: true };
const first = { attempt: 1, waited: 0 };

describe('pauseBefore', () => {
  it('grows with each attempt', () => {
    const pauses = [1, 2, 3, 4, 5].map((attempt) =>
      pauseBefore({ method: 'GET', made: lost, attempt, waited: 0 })!,
    );

    pauses.forEach((pause, index) => {
      const longest = 250 * 2 ** index;
      expect(pause).toBeLessThanOrEqual(longest);
      expect(pause).toBeGreaterThanOrEqual(longest * 0.75);
    });
  });

  it('gives up after the sixth attempt', () => {
    expect(pauseBefore({ method: 'GET', made: lost, attempt: 6, waited: 0 })).toBeUndefined();
  });

  it.each([
    ['5', 5_000],
    [new Date(Date.now() + 3_600_000).toUTCString(), undefined],
    ['61', undefined],
  ])('waits as long as Retry-After asks, unless that is more than a minute: %s', (retryAfter, ms) => {
    expect(pauseBefore({ method: 'GET', made: answered(503, retryAfter), ...first })).toBe(ms);
  });

  it('asks for nothing where Retry-After makes no sense', () => {
    expect(pauseBefore({ method: 'GET', made: answered(429, 'soon'), ...first })).toBeLessThanOrEqual(250);
  });

  it.each([200, 302, 400, 401, 403, 404, 409, 500])('sends nothing again after %i', (status) => {
    expect(pauseBefore({ method: 'POST', made: answered(status), ...first })).toBeUndefined();
  });

  it.each([
    ['GET', lost, true],
    ['DELETE', lost, true],
    ['POST', lost, true],
    ['PATCH', lost, false],
    ['PATCH', refused, true],
    ['PATCH', answered(429), true],
    ['PATCH', answered(503), false],
  ] as const)('repeats a %s after %j: %p', (method, made, again) => {
    expect(pauseBefore({ method, made, ...first }) !== undefined).toBe(again);
  });
});
