import { dueAfterLook, dueAt } from '../../../../src/domain/environment/due';
import type { Environment } from '../../../../src/domain/environment/environment';
import { startLease } from '../../../../src/domain/lease';
import { day, hour, minute, plus, second } from '../../../../src/domain/base/time';
import { start } from '../../../support/builders/births';
import {
  after,
  applying,
  born,
  by,
  claimed,
  destroyedOutcome,
  doomed,
  failedOutcome,
  ready,
  settled,
  waiting,
} from '../../../support/builders/lives';

const bounds = { default: '1d', max: '90d', permanent: true };
const lease = (ttl: string) => startLease({ ttl }, bounds, start);
const permanent = startLease({ permanent: true }, bounds, start);
const quiet = <E extends Environment>(environment: E): E => ({ ...environment, outbox: [], effects: [] });
/** What sleeps is not checked for drift, so that no other timer of its own comes first. */
const asleep = (environment: Environment) =>
  ({ ...environment, applied: { ...environment.applied, sleep: { asleep: true } } }) as Environment;
const suspected = { counter: 0, seenAt: start, suspected: true };

it.each<[string, Environment, number]>([
  ['what is undelivered, half a minute later', ready(), 30 * second],
  ['the warning', quiet(ready()), 80 * minute],
  ['the last warning', quiet(after(ready(), [{ type: 'tick' }], plus(start, 80 * minute))), 110 * minute],
  [
    'the end of a lease that was warned of',
    quiet(after(ready(), [{ type: 'tick' }], plus(start, 110 * minute))),
    2 * hour,
  ],
  ['a day at most', quiet(asleep(ready({ lease: lease('30d') }))), day],
  ['a day for a permanent lease', quiet(asleep(ready({ lease: permanent }))), day],
  ['a queued run', quiet(born()), minute],
  ['the heartbeat of a planning run', quiet(claimed(born())), minute],
  ['the heartbeat of an applying run', quiet(applying(claimed(born()))), minute],
  ['the heartbeat of a destroy', quiet(claimed(doomed())), minute],
  ['a queued destroy', quiet(doomed()), minute],
  ['a plan that waits, before its three days are over', quiet(waiting(born({ lease: permanent }))), day],
  ['the next attempt of a destroy', quiet(settled(claimed(doomed()), failedOutcome()).environment), minute],
  [
    'the daily attempt of what is stuck',
    quiet(settled(claimed(doomed()), failedOutcome('unaccounted')).environment),
    day,
  ],
  [
    'the receipt of an ended life, until it is delivered',
    settled(claimed(doomed()), destroyedOutcome()).environment,
    30 * second,
  ],
])('the sweep comes for %s', (_what, environment, ms) => {
  expect(dueAt(environment)).toBe(plus(start, ms));
});

it('comes for a plan at the end of its three days', () => {
  const plan = quiet(waiting(born({ lease: permanent })));

  expect(dueAt({ ...plan, updatedAt: plus(start, 60 * hour) })).toBe(plus(start, 3 * day));
});

it('comes to kill a build that does not stop', () => {
  const stopping = quiet(after(claimed(born({ lease: permanent })), [{ type: 'cancel', by }]));
  const beating = after(
    stopping,
    [{ type: 'note-heartbeat', run: stopping.run!.id, counter: 1 }],
    plus(start, 14.5 * minute),
  );

  expect(dueAt(beating)).toBe(plus(start, 15 * minute));
});

it('never comes back to a life that is over and told', () => {
  const over = quiet(settled(claimed(doomed()), destroyedOutcome()).environment);

  expect(dueAt(over)).toBeUndefined();
  expect(dueAfterLook(over, plus(start, day))).toBeUndefined();
});

it('gives a timer that is past half a minute after a look that found nothing to do', () => {
  const silent = quiet(claimed(born()));
  const looked = { ...silent, run: { ...silent.run, heartbeat: suspected } } as Environment;
  const now = plus(start, 10 * minute);

  expect(dueAfterLook(looked, now)).toBe(plus(now, 30 * second));
  expect(dueAfterLook(quiet(ready()), now)).toBe(plus(start, 80 * minute));
});

it('is due at once, and not long ago, where a run that has waited for an hour is written', () => {
  const written = plus(start, hour);

  expect(dueAt({ ...quiet(born({ lease: lease('30d') })), updatedAt: written })).toBe(written);
});
