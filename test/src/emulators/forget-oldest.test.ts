import { forgetOldest } from '../../../src/emulators/forget-oldest';

const numbered = (count: number) => new Map(Array.from({ length: count }, (_, n) => [`${n}`, n]));

it('keeps the newest of those that may go, and every other', () => {
  const all = numbered(10);

  forgetOldest(all, { most: 2, mayGo: (n) => n % 2 === 1 });

  expect([...all.values()]).toEqual([0, 2, 4, 6, 7, 8, 9]);
});

it.each([5, 6, 1_000])('forgets none while there are no more than %d', (most) => {
  const all = numbered(5);

  forgetOldest(all, { most });

  expect(all.size).toBe(5);
});

it('holds as many as it may, however many come', () => {
  const all = new Map<string, number>();

  for (let n = 0; n < 1_000; n++) {
    all.set(`${n}`, n);
    forgetOldest(all, { most: 7 });
  }

  expect([...all.values()]).toEqual([993, 994, 995, 996, 997, 998, 999]);
});
