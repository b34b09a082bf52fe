import type { Attempt } from '../../../src/client/request';
import { commandPatience, pauseBefore as decide, type Trial, watchPatience } from '../../../src/client/retry';

const answered = (status: number, retryAfter: string | null = null): Attempt => ({
  answered: true,
  status,
  retryAfter,
  location: null,
  text: '',
});
const lost: Attempt = { answered: false, reason: 'reset', refused: false };
const refused: Attempt = { answered: false, reason: 'refused', refused: true };
const first = { attempt: 1, spent: 0 };

type Tried = Omit<Trial, 'request'> & { method: Trial['request']['method'] };
const pauseBefore = ({ method, ...trial }: Tried) =>
  decide({ request: { method }, ...trial }, commandPatience);

describe('pauseBefore', () => {
  it('grows with each attempt', () => {
    const pauses = [1, 2, 3, 4, 5].map((attempt) =>
      pauseBefore({ method: 'GET', made: lost, attempt, spent: 0 })!,
    );

    pauses.forEach((pause, index) => {
      const longest = 250 * 2 ** index;
      expect(pause).toBeLessThanOrEqual(longest);
      expect(pause).toBeGreaterThanOrEqual(longest * 0.75);
    });
  });

  it('gives up after the sixth attempt', () => {
    expect(pauseBefore({ method: 'GET', made: lost, attempt: 6, spent: 0 })).toBeUndefined();
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

  it.each([
    ['longer than any command', lost, 40, 200_000, true],
    ['over an answer of 500 too', answered(500), 3, 0, true],
    ['as long as Retry-After asks, were it two minutes', answered(503, '120'), 1, 0, true],
    ['and leaves after five minutes', lost, 40, 299_000, false],
  ])('lets a watch go on %s', (_what, made, attempt, spent, again) => {
    const trial = { request: { method: 'GET', watching: true }, made, attempt, spent } as const;

    expect(decide(trial, watchPatience) !== undefined).toBe(again);
  });

  it.each(['GET', 'POST', 'PATCH', 'DELETE'] as const)(
    'sends no %s again where nothing can get well',
    (method) => {
      const hopeless = { ...refused, hopeless: true } as const;

      expect(pauseBefore({ method, made: hopeless, ...first })).toBeUndefined();
      expect(
        decide({ request: { method, watching: true }, made: hopeless, ...first }, watchPatience),
      ).toBeUndefined();
    },
  );
});
