import { isDomainError } from '../../../../src/domain/base/errors';
import { minute, plus, second } from '../../../../src/domain/base/time';
import { mostEnvironments } from '../../../../src/domain/limits/limits';
import {
  type Counted,
  hasUndecided,
  type HeldShares,
  recountShares,
  restoreShare,
  takeShare,
} from '../../../../src/domain/limits/shares';
import { ulidAt } from '../../../support/builders/ulids';

const now = '2026-01-01T00:00:00.000Z';
const holder = { kind: 'team' as const, name: 'data' };
const shareOf = (n: number, hourly = 0) => ({ id: ulidAt(now, n), name: `foo-${n}`, hourly, at: now });
const livingOf = (count: number, hourly = 0) =>
  new Map<string, Counted>(
    Array.from({ length: count }, (_, n) => {
      const { id, name } = shareOf(n);
      return [name, { id, name, hourly, isBusy: false, hasEnded: false }];
    }),
  );
const held = (...shares: HeldShares['shares']): HeldShares => ({
  holder,
  version: 3,
  shares,
  recountAt: null,
});
const taken = (count: number, quota: object) => {
  const lives = livingOf(count);
  const before = recountShares(held(), lives, now);
  try {
    return takeShare(before, shareOf(count), { quota, lives, now }).shares.length;
  } catch (error) {
    return isDomainError(error, 'QuotaReached') ? error.details : error;
  }
};

it('counts so many environments at most as one item has room for, whatever the quota limits', () => {
  expect(taken(mostEnvironments - 1, { hourly: 5 })).toBe(mostEnvironments);
  expect(taken(mostEnvironments, { hourly: 5 })).toMatchObject({ limit: '1000', used: '1000', asked: '1' });
  expect(taken(3, { hourly: 5, environments: 3 })).toMatchObject({ limit: '3' });
});

it('gives back to an environment the share that it had, and nothing to one that had none', () => {
  const [old, more] = [shareOf(1, 45), { ...shareOf(1, 90), at: plus(now, minute) }];

  expect(restoreShare(held(more, shareOf(2)), { id: old.id, before: old }, now).shares).toEqual([
    shareOf(2),
    old,
  ]);
  expect(restoreShare(held(more, shareOf(2)), { id: old.id }, now).shares).toEqual([shareOf(2)]);
});

it('knows for a moment that a request is not decided yet', () => {
  const lives = livingOf(2);

  expect(hasUndecided([shareOf(0), shareOf(1)], lives, now)).toBe(false);
  expect(hasUndecided([shareOf(0), shareOf(7)], lives, plus(now, 4 * second))).toBe(true);
  expect(hasUndecided([shareOf(0), shareOf(7)], lives, plus(now, 6 * second))).toBe(false);
});
