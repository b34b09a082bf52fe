import { hour, type Instant, minute, plus } from '../../domain/base/time';
import type { Claim, DueItem, SweepDeps, VisitDeps } from '../ports/registry';
import { measureSweep, type SweepReport } from './measure-sweep';
import { kindOf, type SweptKind } from './swept-kind';
import { within } from './within';

const atOnce = 8;
const attemptsBeforeAlarm = 5;
/** An item whose handling hangs gives its lane back after this; what still comes of it is conditional, as after a frozen sweep. */
const defaultPatienceMs = 20_000;

/** A sweep that is going on: over which kinds, with what, and how long one item may take, in milliseconds. */
interface Sweeping<D> {
  kinds: readonly SweptKind<D>[];
  deps: D;
  patienceMs: number;
}

/**
 * Visits every due item by the row of its kind. An item that cannot be handled
 * backs off by itself, delays no other, and after some attempts a person is notified; so does one whose handling does not end
 * within `patienceMs`.
 */
export async function sweep<D extends SweepDeps>(
  kinds: readonly SweptKind<D>[],
  deps: D,
  patienceMs = defaultPatienceMs,
): Promise<SweepReport> {
  const visits = await visitAll(dueOneByOne(deps), (item) => visit(item, { kinds, deps, patienceMs }));
  const report = reportOf(visits);
  const oldestDue = visits.map(({ item }) => item.dueAt).sort()[0];
  await measure({ report, oldestDue }, kinds, deps);
  return report;
}

/** The same for another part of the due index than the sweep's, whose heartbeat and gauges are not this function's. */
export async function visitDue<D extends VisitDeps>(
  kinds: readonly SweptKind<D>[],
  deps: D,
  patienceMs = defaultPatienceMs,
): Promise<SweepReport> {
  return reportOf(await visitAll(dueOneByOne(deps), (item) => visit(item, { kinds, deps, patienceMs })));
}

function reportOf(visits: Visited[]): SweepReport {
  return {
    visited: visits.filter(({ result }) => result !== 'taken').length,
    failed: visits.filter(({ result }) => result === 'failed').length,
  };
}

/** The last thing of a sweep: its heartbeat says that everything was looked at, and that the gauges could be read. */
async function measure<D extends SweepDeps>(
  { report, oldestDue }: { report: SweepReport; oldestDue: Instant | undefined },
  kinds: readonly SweptKind<D>[],
  { meter, overdue, clock }: D,
): Promise<void> {
  const now = clock();
  const gauges = kinds.map(async (kind) =>
    kind.measureOverdue ? kind.measureOverdue(await overdue.overdue(kind.prefix, now), now) : [],
  );
  meter.emit([...measureSweep(report, oldestDue, now), ...(await Promise.all(gauges)).flat()]);
}

type Visit = 'done' | 'failed' | 'taken';

interface Visited {
  item: DueItem;
  result: Visit;
}

async function* dueOneByOne({ due, clock }: VisitDeps): AsyncGenerator<DueItem> {
  for await (const page of due.due(clock())) yield* page;
}

/** Several at once in the order given; each lane takes the next item when it is done with one, so a slow one holds up no other. */
async function visitAll(
  items: AsyncGenerator<DueItem>,
  visitOne: (item: DueItem) => Promise<Visit>,
): Promise<Visited[]> {
  const visits: Visited[] = [];
  const lane = async () => {
    for await (const item of items) visits.push({ item, result: await visitOne(item) });
  };
  const lanes = await Promise.allSettled(Array.from({ length: atOnce }, lane));
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  return visits;
}

async function visit<D extends VisitDeps>(item: DueItem, sweeping: Sweeping<D>): Promise<Visit> {
  const { deps, patienceMs } = sweeping;
  let attempts = 0;
  try {
    const claiming = deps.due.claim(item, (count) => backOff(deps.clock(), count));
    const claim = await within(patienceMs, claiming);
    if (!claim) return 'taken';
    attempts = claim.attempts;
    await within(patienceMs, handleAndRest(item, claim, sweeping));
    return 'done';
  } catch (error) {
    await report({ item: item.pk, attempts, error }, sweeping);
    return 'failed';
  }
}

async function handleAndRest<D extends VisitDeps>(
  item: DueItem,
  { claimedUntil, body }: Claim,
  { kinds, deps }: Sweeping<D>,
): Promise<void> {
  const { kind, key } = kindOf(kinds, item.pk);
  const next = await kind.visit(key, body, deps);
  if (next !== undefined) await deps.due.rest(item, claimedUntil, next);
}

function backOff(now: Instant, attempts: number): Instant {
  return plus(now, Math.min(minute * 2 ** (attempts - 1), hour));
}

/** `attempts` is 0 for an item that could not even be claimed: it is as due as before. */
async function report<D extends VisitDeps>(
  { item, attempts, error }: { item: string; attempts: number; error: unknown },
  { kinds, deps, patienceMs }: Sweeping<D>,
): Promise<void> {
  const ids = { item, ...logKey(kinds, item) };
  deps.log.warn('sweep could not handle an item', { ...ids, attempts, error });
  if (attempts === 0 || attempts % attemptsBeforeAlarm !== 0) return;
  const reason = error instanceof Error ? error.message : String(error);
  const telling = deps.bus.alarm('SweepFailing', { item, attempts, reason });
  await within(patienceMs, telling).catch((failure: unknown) => {
    deps.log.warn('alarm not delivered', { ...ids, error: failure });
  });
}

function logKey<D>(kinds: readonly SweptKind<D>[], pk: string): Record<string, string> {
  const [prefix = '', ...rest] = pk.split('#');
  return kinds.find((kind) => kind.prefix === prefix)?.logKey(rest.join('#')) ?? {};
}
