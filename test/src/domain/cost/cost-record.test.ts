import fc from 'fast-check';
import { accruedAt, accruedIn, costBetween, reachesAt, stopMeter } from '../../../../src/domain/cost/accrual';
import { type CostRecord, countRun, readingOf, type Step } from '../../../../src/domain/cost/cost-record';
import type { ResourceRate } from '../../../../src/domain/cost/estimate';
import { hour, type Instant, minute, plus } from '../../../../src/domain/base/time';
import { ulidAt } from '../../../support/builders/ulids';

const start = '2026-11-02T00:00:00.000Z';
const at = (minutes: number): Instant => plus(start, minutes * minute);
const empty: CostRecord = { run: null, at: start, lived: [] };

const rate = (hourly: number, rest: Partial<ResourceRate> = {}): ResourceRate => ({
  type: 'aws_eip',
  hourly,
  byUse: false,
  unpriced: false,
  ...rest,
});

const step = (
  address: string,
  action: Step['action'],
  [from, to]: [number, number | null],
  result?: Step['result'],
) => ({
  address,
  action,
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
  result: result ?? (to === null ? 'unfinished' : 'complete'),
});

interface Scene {
  minutes: number;
  steps?: Step[];
  alive: string[] | null;
  rates?: Record<string, ResourceRate>;
  since?: number;
}

function count(
  record: CostRecord,
  { minutes, steps = [], alive, rates = {}, since = minutes }: Scene,
): CostRecord {
  return countRun(record, {
    run: ulidAt(start, minutes),
    at: at(minutes),
    since: at(since),
    steps,
    alive: alive && new Set(alive),
    rates: new Map(Object.entries(rates)),
  });
}

describe('countRun', () => {
  it('counts a resource from the call that made it until its deletion was confirmed', () => {
    const made = count(empty, {
      minutes: 10,
      steps: [step('aws_eip.a', 'create', [4, 9])],
      alive: ['aws_eip.a'],
      rates: { 'aws_eip.a': rate(60) },
    });
    const gone = count(made, { minutes: 90, steps: [step('aws_eip.a', 'delete', [80, 84])], alive: [] });

    expect(readingOf(made)).toMatchObject({ at: at(10), nanos: 6, rate: 60 });
    expect(gone.lived).toMatchObject([{ address: 'aws_eip.a', from: at(4), to: at(84) }]);
    expect(readingOf(gone)).toMatchObject({ nanos: 80, rate: 0 });
  });

  it('counts each part of a life at the price that it had then', () => {
    const small = { 'aws_eip.a': rate(60) };
    const made = count(empty, {
      minutes: 0,
      steps: [step('aws_eip.a', 'create', [0, 0])],
      alive: ['aws_eip.a'],
      rates: small,
    });
    const changed = count(made, {
      minutes: 65,
      steps: [step('aws_eip.a', 'update', [55, 60])],
      alive: ['aws_eip.a'],
      rates: { 'aws_eip.a': rate(120) },
    });
    const replaced = count(changed, {
      minutes: 125,
      steps: [step('aws_eip.a', 'create', [118, 121]), step('aws_eip.a', 'delete', [122, 123])],
      alive: ['aws_eip.a'],
      rates: { 'aws_eip.a': rate(600) },
    });

    expect(accruedAt(readingOf(changed), at(120))).toBe(60 + 120);
    // The old one until minute 123 at 120 an hour, the new one from minute 118 at 600.
    expect(readingOf(replaced).nanos).toBe(60 + 126 + 70);
  });

  it('keeps the old price where the change of it failed, and takes a new price of the book from then on', () => {
    const made = count(empty, {
      minutes: 0,
      steps: [step('aws_eip.a', 'create', [0, 0])],
      alive: ['aws_eip.a'],
      rates: { 'aws_eip.a': rate(60) },
    });
    const dearer = { 'aws_eip.a': rate(120) };
    const failed = count(made, {
      minutes: 60,
      steps: [step('aws_eip.a', 'update', [50, 55], 'errored')],
      alive: ['aws_eip.a'],
      rates: dearer,
    });
    const repriced = count(failed, { minutes: 120, alive: ['aws_eip.a'], rates: dearer });

    expect(readingOf(failed)).toMatchObject({ nanos: 60, rate: 60 });
    expect(readingOf(repriced)).toMatchObject({ nanos: 120, rate: 120 });
  });

  it('counts what a run made that died from when that run began, and what is missing until it was missed', () => {
    const found = count(empty, {
      minutes: 60,
      since: 0,
      alive: ['aws_eip.a'],
      rates: { 'aws_eip.a': rate(60) },
    });
    const missed = count(found, { minutes: 180, alive: [] });

    expect(found.lived).toMatchObject([{ from: start, to: null }]);
    expect(readingOf(missed)).toMatchObject({ nanos: 180, rate: 0 });
  });

  it('believes the steps where no state can be read', () => {
    const rates = { 'aws_eip.a': rate(60), 'aws_eip.b': rate(60) };
    const made = count(empty, {
      minutes: 0,
      steps: [step('aws_eip.a', 'create', [0, null]), step('aws_eip.b', 'create', [0, 0])],
      alive: null,
      rates,
    });
    const partly = count(made, {
      minutes: 60,
      steps: [step('aws_eip.a', 'delete', [50, 60]), step('aws_eip.b', 'delete', [50, 60], 'errored')],
      alive: null,
    });

    expect(readingOf(made).rate).toBe(120);
    expect(readingOf(partly).rate).toBe(60);
  });

  it('names what has no price, what no plan priced, and what costs by use; none of them is a 0 that looks like a price', () => {
    const record = count(empty, {
      minutes: 0,
      alive: ['aws_eip.a', 'module.m["x.y"].aws_glue_job.j[0]', 'aws_sqs_queue.q'],
      rates: {
        'aws_eip.a': rate(60, { type: 'aws_eip', unpriced: true }),
        'aws_sqs_queue.q': rate(0, { type: 'aws_sqs_queue', byUse: true }),
      },
    });

    const gone = count(record, { minutes: 60, alive: [] });

    expect(readingOf(record)).toMatchObject({
      unpriced: ['aws_eip', 'aws_glue_job'],
      byUse: ['aws_sqs_queue'],
    });
    expect(readingOf(gone)).toMatchObject({ unpriced: ['aws_eip', 'aws_glue_job'] });
  });

  it('comes to the same as adding up minute by minute, whatever was made and removed when', () => {
    const life = fc.record({
      hourly: fc.integer({ min: 0, max: 5_000 }).map((cents) => cents * 60),
      from: fc.integer({ min: 0, max: 5_000 }),
      minutes: fc.integer({ min: 0, max: 50_000 }),
    });
    fc.assert(
      fc.property(fc.array(life, { maxLength: 12 }), (lives) => {
        const lived = lives.map(({ hourly, from, minutes }, index) => ({
          ...rate(hourly),
          address: `aws_eip.a[${index}]`,
          from: at(from),
          to: at(from + minutes),
        }));
        const minuteByMinute = lives.reduce((sum, { hourly, minutes }) => sum + (hourly / 60) * minutes, 0);
        const reading = readingOf({ at: at(60_000), lived });

        expect(reading.nanos).toBe(minuteByMinute);
      }),
    );
  });
});

describe('a meter', () => {
  const reading = { at: start, nanos: 100, rate: 60, months: { '2026-11': 40 }, unpriced: [], byUse: [] };

  it('goes on at its rate, by months, until it is stopped', () => {
    const later = '2026-12-02T00:00:00.000Z';
    const november = 40 + 29 * 24 * 60;

    expect(accruedIn('2026-11', reading, later)).toBe(november);
    expect(accruedIn('2026-12', reading, later)).toBe(24 * 60);
    expect(stopMeter(reading, later)).toMatchObject({
      at: later,
      nanos: 100 + 30 * 24 * 60,
      rate: 0,
      months: { '2026-11': november, '2026-12': 24 * 60 },
    });
  });

  it('says when an amount is reached: at once, at an instant, or never', () => {
    expect(reachesAt(reading, 100)).toBe(start);
    expect(reachesAt(reading, 130)).toBe(at(30));
    expect(accruedAt(reading, at(30))).toBe(130);
    expect(reachesAt({ ...reading, rate: 0 }, 101)).toBeUndefined();
  });

  it('rounds once, to nano-dollars, also where the product is beyond whole numbers of JavaScript', () => {
    expect(costBetween(1, start, at(30))).toBe(1);
    expect(costBetween(1, start, at(29))).toBe(0);
    expect(costBetween(9e12, start, plus(start, 1_000 * hour + 1))).toBe(9_000_000_002_500_000);
    expect(costBetween(60, at(5), start)).toBe(0);
  });
});
