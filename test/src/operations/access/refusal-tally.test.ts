import fc from 'fast-check';
import { RefusalTally, type Uncounted } from '../../../../src/operations/access/refusal-tally';

const one = '2026-01-01T00:00:00.000Z';
const two = '2026-01-01T00:01:00.000Z';
const sum = (counted: Uncounted[]) => counted.reduce((total, { more }) => total + more, 0);

it('writes each of the first ten refusals, and then whenever their number has doubled', () => {
  const tally = new RefusalTally();

  const written = Array.from({ length: 70 }, () => tally.add('ada', one));

  expect(written.flatMap((due, index) => (due.length > 0 ? [index + 1] : []))).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 32, 64,
  ]);
  expect(sum(written.flat())).toBe(64);
});

it('never writes less than half of what happened, nor more than 10 + log2(n) times', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_000 }), (count) => {
      const tally = new RefusalTally();
      const written = Array.from({ length: count }, () => tally.add('ada', one)).flat();
      expect(sum(written)).toBeGreaterThanOrEqual(count / 2);
      expect(sum(written)).toBeLessThanOrEqual(count);
      expect(written.length).toBeLessThanOrEqual(10 + Math.log2(count));
    }),
  );
});

it('writes what is left of a minute with the first refusal of the next, whoever it is of', () => {
  const tally = new RefusalTally();
  for (let nth = 0; nth < 20; nth++) tally.add('ada', one);

  expect(tally.add('bob', two)).toEqual([
    { actor: 'ada', minute: one, more: 4 },
    { actor: 'bob', minute: two, more: 1 },
  ]);
  expect(tally.add('ada', two)).toEqual([{ actor: 'ada', minute: two, more: 1 }]);
});
