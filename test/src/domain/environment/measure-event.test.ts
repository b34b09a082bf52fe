import type { Decision } from '../../../../src/domain/environment/decide';
import { measureEvent } from '../../../../src/domain/environment/measure-event';
import { hour, minute, plus } from '../../../../src/domain/base/time';
import { receiptOf, start } from '../../../support/builders/births';
import {
  applying,
  born,
  buildOf,
  by,
  claimed,
  decided,
  doomed,
  failedOutcome,
  ready,
  runOf,
  settled,
} from '../../../support/builders/lives';

const measured = ({ events }: Decision) => events.flatMap(measureEvent);
const later = plus(start, minute);

it('counts a run that ended by kind and result', () => {
  const built = applying(claimed(born()));

  const failed = settled(built, failedOutcome('lost'));

  expect(measured(failed)).toEqual([
    { name: 'RunsEnded', value: 1, dimensions: { kind: 'provision', result: 'failed' } },
    { name: 'RunFailures', value: 1, dimensions: { class: 'lost' } },
  ]);
});

it('counts a cancelled run as no failure', () => {
  const cancelled = settled(claimed(born()), { result: 'cancelled' });

  expect(measured(cancelled)).toEqual([
    { name: 'RunsEnded', value: 1, dimensions: { kind: 'provision', result: 'cancelled' } },
  ]);
});

it('measures how long a run waited for its build', () => {
  const waiting = born();
  const claim = { type: 'claim-run', run: runOf(waiting), build: buildOf(waiting) } as const;

  expect(measured(decided(waiting, claim, later))).toEqual([{ name: 'QueueAge', value: 60 }]);
});

it('measures how late the first destroy of an expired environment starts', () => {
  const expiry = decided(ready(), { type: 'tick' }, plus(start, 2 * hour + minute));

  expect(measured(expiry)).toEqual([{ name: 'ExpiryLateness', value: 60 }]);
});

it('counts the time that an expired environment needed to stop its run as lateness', () => {
  const stopping = decided(applying(claimed(born())), { type: 'tick' }, plus(start, 2 * hour)).environment;

  const stopped = settled(stopping, { result: 'cancelled' }, plus(start, 2 * hour + minute));

  expect(measured(stopped)).toContainEqual({ name: 'ExpiryLateness', value: 60 });
});

it('calls neither a requested destroy nor a second attempt late', () => {
  const requested = decided(ready(), { type: 'destroy', by }, later);
  const expired = decided(ready(), { type: 'tick' }, plus(start, 3 * hour)).environment;
  const failed = settled(claimed(expired), failedOutcome(), plus(start, 4 * hour)).environment;
  const again = decided(failed, { type: 'tick' }, plus(start, 5 * hour));

  expect(measured(requested)).toEqual([]);
  expect(again.events.map(({ type }) => type)).toEqual(['RunStarted']);
  expect(measured(again)).toEqual([]);
});

it('measures at the end of a life what it cost and how many attempts its destroy took', () => {
  const receipt = { ...receiptOf(), cost: 1.25 };

  const ended = settled(claimed(doomed()), { result: 'destroyed', receipt });

  expect(measured(ended)).toEqual([
    { name: 'RunsEnded', value: 1, dimensions: { kind: 'destroy', result: 'destroyed' } },
    { name: 'DestroyAttempts', value: 1 },
    { name: 'LeaseCost', value: 1.25 },
  ]);
});

it('states no cost of a life whose cost is unknown', () => {
  const receipt = { ...receiptOf(), cost: null };

  const ended = settled(claimed(doomed()), { result: 'destroyed', receipt });

  expect(measured(ended).map(({ name }) => name)).not.toContain('LeaseCost');
});
