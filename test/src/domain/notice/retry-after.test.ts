import { day, hour, minute, plus } from '../../../../src/domain/base/time';
import { type Delivery, newDelivery } from '../../../../src/domain/notice/delivery';
import { deliveryKind, type Sent } from '../../../../src/domain/notice/delivery-kind';
import { testNotice } from '../../../../src/domain/notice/make-notice';
import { longestRound, pauses } from '../../../../src/domain/notice/next-attempt';
import { readRetryAfter } from '../../../../src/domain/notice/retry-after';

const began = '2026-03-29T00:00:00.000Z';
const fresh = newDelivery(testNotice({ id: 'test-1', at: began, by: 'root' }), 'topic', began);
const end = plus(began, longestRound);

/** Tries it at `now`; the receiver asks for time by this header, or says nothing. */
function fail(seen: Delivery, now: string, retryAfter?: string, more: Partial<Sent> = {}): Delivery {
  const sent = {
    ok: false,
    status: 503,
    reason: 'it answered 503',
    ...(retryAfter && { retryAfter }),
    ...more,
  };
  return deliveryKind.decide(seen, { type: 'note-attempt', ...sent }, { now, newId: '' })?.entry ?? seen;
}

/** The times of all attempts, where the receiver asks for time after each. */
function timesOf(header: (attempt: number, now: string) => string | undefined): string[] {
  const times = [began];
  let seen = fail(fresh, began, header(1, began));
  while (seen.nextAt !== null && times.length < 20) {
    const now = seen.nextAt;
    times.push(now);
    seen = fail(seen, now, header(times.length, now));
  }
  expect(seen.status).toBe('dead');
  return times;
}

describe('Retry-After', () => {
  const now = '2026-03-29T00:00:00.000Z';

  it.each([
    ['120', plus(now, 2 * minute)],
    [' 0 ', now],
    ['Sun, 29 Mar 2026 03:00:00 GMT', '2026-03-29T03:00:00.000Z'],
    ['Sunday, 29-Mar-26 03:00:00 GMT', '2026-03-29T03:00:00.000Z'],
    ['Sun Mar 29 03:00:00 2026', '2026-03-29T03:00:00.000Z'],
    ['Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37.000Z'],
    ['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['99999999999999999999999999', plus(now, day)],
    ['1'.repeat(400), plus(now, day)],
    ['Fri, 31 Dec 9999 23:59:59 GMT', plus(now, day)],
  ])('%s is a time', (header, at) => {
    expect(readRetryAfter(header, { now, most: day })).toBe(at);
  });

  it.each([
    '',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    'soon',
    '2026-03-29T03:00:00Z',
    'Sun, 29 Mar 2026 03:00:00 +0200',
    'Sun, 29 Mar 2026 03:00:00',
    'Sun, 29 Foo 2026 03:00:00 GMT',
    '120, 240',
  ])('%j says nothing', (header) => {
    expect(readRetryAfter(header, { now, most: day })).toBeUndefined();
  });
});

describe('a receiver that asks for time', () => {
  it('has it where it is more than the next pause, and is called no earlier than without', () => {
    expect(fail(fresh, began, '3600')).toMatchObject({ nextAt: plus(began, hour) });
    expect(fail(fresh, began, '7')).toMatchObject({ nextAt: plus(began, minute), failures: 1 });
    expect(fail(fresh, began, 'nonsense')).toMatchObject({ nextAt: plus(began, minute) });
    expect(fail(fresh, began, '3600').attempts).toMatchObject([
      { reason: `it answered 503, and asks to be called after ${plus(began, hour)}` },
    ]);
  });

  it('goes on in the schedule where its time has passed', () => {
    const seen = fail(fresh, began, '3600');
    const again = fail(seen, plus(began, hour));

    // 1, 5 and 15 minutes lie within the hour; the next pause is that of an hour.
    expect(again).toMatchObject({ nextAt: plus(began, 2 * hour), failures: 4 });
  });

  it.each([
    ['always a second', () => '1'],
    ['always two minutes', () => '120'],
    ['always an hour', () => '3600'],
    ['always 20 hours', () => '72000'],
    ['always a day', () => '86400'],
    ['always a year', () => '31536000'],
    ['now and then', (attempt: number) => (attempt % 2 ? '30000' : undefined)],
    ['late', (attempt: number) => (attempt > 5 ? '90000' : undefined)],
  ])('%s is never called more often, nor after the last attempt of the schedule', (_what, header) => {
    const times = timesOf(header);

    expect(times.length).toBeLessThanOrEqual(pauses.length + 1);
    expect(times.at(-1)! <= end).toBe(true);
    times.slice(1).forEach((at, index) => {
      const asked = header(index + 1);
      const least = plus(times[index]!, Number(asked ?? 0) * 1_000);
      expect(at >= least || at === end).toBe(true);
    });
  });

  it('is called once more at the end of the schedule where it asks for too much', () => {
    expect(timesOf(() => '999999999')).toEqual([began, end]);
  });

  it('begins anew with its bounds when a person sends it again', () => {
    const dead = { ...fail(fresh, began), status: 'dead', nextAt: null } as const;
    const later = plus(began, 100 * day);
    const again = deliveryKind.decide(dead, { type: 'send-again' }, { now: later, newId: '' })!.entry;

    expect(fail(again, later, '999999999').nextAt).toBe(plus(later, longestRound));
    expect(fail(again, later, '60').nextAt).toBe(plus(later, minute));
  });

  it('is tried as often as ever where the plane itself was late', () => {
    let seen = fail(fresh, began);
    const late = plus(began, 30 * day);
    seen = fail(seen, late, '600');

    expect(seen).toMatchObject({ status: 'waiting', nextAt: plus(late, 5 * minute), failures: 2 });
  });
});
