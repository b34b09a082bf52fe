import type { Environment } from '../../domain/environment/environment';
import { dueAfterLook } from '../../domain/environment/due';
import { isClaimed } from '../../domain/environment/run';
import { between, hour, type Instant, minute, plus, second } from '../../domain/base/time';
import { decideAndDeliver } from './decide-and-deliver';
import { deliver } from './deliver';
import type { Deps, DueItem } from '../ports/deps';
import { measureSweep } from './measure-sweep';
import { repairReservation } from './repair-reservation';
import { settleRun } from '../environment/settle-run';
import { visitImageBuild } from '../image/visit-image-build';
import { within } from './within';

const atOnce = 8;
const attemptsBeforeAlarm = 5;
/** An item whose handling hangs gives its lane back after this; what still comes of it is conditional, as after a frozen sweep. */
const defaultPatienceMs = 20_000;

/** What a sweep did: items it took on, and those it could not handle. */
export interface SweepReport {
  visited: number;
  failed: number;
}

/**
 * Looks at everything that is due: delivers what is undelivered, settles runs, and lets those act whose timer is up.
 * An item that cannot be handled backs off by itself, delays no other, and after some attempts a person is told; so does
 * one whose handling does not end within `patienceMs`.
 */
export async function sweep(deps: Deps, patienceMs = defaultPatienceMs): Promise<SweepReport> {
  const visits = await visitAll(dueOneByOne(deps), (item) => visit(item, { deps, patienceMs }));
  const report = {
    visited: visits.filter(({ result }) => result !== 'taken').length,
    failed: visits.filter(({ result }) => result === 'failed').length,
  };
  await measure(report, visits, deps);
  return report;
}

/** The last thing of a sweep: its heartbeat says that everything was looked at, and that the gauges could be read. */
async function measure(report: SweepReport, visits: Visited[], { meter, overdue, clock }: Deps) {
  const now = clock();
  const oldestDue = visits.map(({ item }) => item.dueAt).sort()[0];
  meter.emit(measureSweep({ report, oldestDue, overdue: await overdue.overdue(now) }, now));
}

type Visit = 'done' | 'failed' | 'taken';

interface Visited {
  item: DueItem;
  result: Visit;
}

async function* dueOneByOne({ due, clock }: Deps): AsyncGenerator<DueItem> {
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

async function visit(
  item: DueItem,
  { deps, patienceMs }: { deps: Deps; patienceMs: number },
): Promise<Visit> {
  let attempts = 0;
  try {
    const claiming = deps.due.claim(item, (count) => backOff(deps.clock(), count));
    const claim = await within(patienceMs, claiming);
    if (!claim) return 'taken';
    attempts = claim.attempts;
    await within(patienceMs, handleAndRest(item, claim.claimedUntil, deps));
    return 'done';
  } catch (error) {
    await report({ item: item.pk, attempts, error }, { deps, patienceMs });
    return 'failed';
  }
}

async function handleAndRest(item: DueItem, claimedUntil: Instant, deps: Deps): Promise<void> {
  const next = await handle(item, deps);
  if (next !== undefined) await deps.due.rest(item, claimedUntil, next);
}

/** Handles one due item; the instant to look again, where no write of its own has set it. */
async function handle({ pk }: DueItem, deps: Deps): Promise<Instant | undefined> {
  const [kind, ...rest] = pk.split('#');
  if (kind === 'KEY')
    return repairReservation(decodeURIComponent(rest[0] ?? ''), rest.slice(1).join('#'), deps);
  if (kind === 'IMAGE') return visitImageBuild(rest.join('#'), deps);
  return visitEnvironment(rest.join('#'), deps);
}

/** Everything the sweep can do for one environment, in the order in which one makes the next possible. */
async function visitEnvironment(name: string, deps: Deps): Promise<Instant | undefined> {
  const seen = await deps.registry.get(name);
  if (!seen) return undefined;
  const starting = seen.effects.some((effect) => effect.type === 'start-execution');
  const delivered = await deliver(seen, deps);
  // An execution that was started a moment ago may not be visible yet; its run is looked at next time.
  if (!starting) await lookAfterRun(delivered, deps);
  const ticked = await decideAndDeliver(name, () => ({ type: 'tick' }), deps);
  measureUndelivered(ticked, deps);
  return ticked.version === seen.version ? dueAfterLook(ticked, deps.clock()) : undefined;
}

function measureUndelivered({ outbox: [oldest] }: Environment, { clock, meter }: Deps): void {
  if (oldest) meter.emit([{ name: 'UndeliveredAge', value: between(oldest.at, clock()) / second }]);
}

async function lookAfterRun({ name, id, run }: Environment, deps: Deps): Promise<void> {
  if (!run) return;
  const settled = await settleRun({ name, id, runId: run.id }, deps);
  if (settled?.run?.id !== run.id || !isClaimed(settled.run)) return;
  const counter = (await deps.runs.progress(run.id))?.counter ?? 0;
  await decideAndDeliver(name, () => ({ type: 'note-heartbeat', run: run.id, counter }), deps);
}

function backOff(now: Instant, attempts: number): Instant {
  return plus(now, Math.min(minute * 2 ** (attempts - 1), hour));
}

/** `attempts` is 0 for an item that could not even be claimed: it is as due as before. */
async function report(
  { item, attempts, error }: { item: string; attempts: number; error: unknown },
  { deps, patienceMs }: { deps: Deps; patienceMs: number },
): Promise<void> {
  const ids = idsOfItem(item);
  deps.log.warn('sweep could not handle an item', { ...ids, attempts, error });
  if (attempts === 0 || attempts % attemptsBeforeAlarm !== 0) return;
  const reason = error instanceof Error ? error.message : String(error);
  const telling = deps.bus.alarm('SweepFailing', { item, attempts, reason });
  await within(patienceMs, telling).catch((failure: unknown) => {
    deps.log.warn('alarm not delivered', { ...ids, error: failure });
  });
}

/** An item that cannot be read may have no life to name. */
function idsOfItem(item: string): Record<string, string> {
  const [kind, name] = item.split('#');
  return { item, ...(kind === 'ENV' && name !== undefined && { environment: name }) };
}
