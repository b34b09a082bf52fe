import { overdueAt } from '../../../../src/domain/environment/overdue';
import { hour, minute, plus } from '../../../../src/domain/base/time';
import { start } from '../../../support/builders/births';
import {
  after,
  born,
  by,
  claimed,
  destroyedOutcome,
  doomed,
  ready,
  settled,
} from '../../../support/builders/lives';

it('is the end of the lease while nobody wants the environment gone', () => {
  expect(overdueAt(born())).toBe(plus(start, 2 * hour));
});

it('is the wish to destroy it where that came before the end of the lease', () => {
  const wished = after(ready(), [{ type: 'destroy', by }], plus(start, minute));

  expect(overdueAt(wished)).toBe(plus(start, minute));
});

it('is the end of the lease where the destroy began later', () => {
  const expired = after(ready(), [{ type: 'tick' }], plus(start, 3 * hour));

  expect(overdueAt(expired)).toBe(plus(start, 2 * hour));
});

it('is never for a permanent environment that is wanted', () => {
  const { lease } = born();

  expect(overdueAt(born({ lease: { ...lease, expiresAt: null } }))).toBeUndefined();
});

it('is never for what is destroyed', () => {
  expect(overdueAt(settled(claimed(doomed()), destroyedOutcome()).environment)).toBeUndefined();
});
