import { type CostRecord, countRun, readingOf } from '../../domain/cost/cost-record';
import { Accrual } from '../../domain/cost/accrual';
import type { ResourceRate } from '../../domain/cost/estimate';
import { toNanos } from '../../domain/cost/money';
import type { Applied } from '../../domain/environment/spec';
import type { Environment } from '../../domain/environment/environment';
import { formatAddress } from '../../domain/terraform/address';
import { parseState, type StateFile } from '../../domain/terraform/state-file';
import type { Instant } from '../../domain/base/time';
import type { Work } from '../state/kept-state';
import type { RunContext } from '../run-context';
import type { ResourceTimeline } from './resource-timeline';

/** Whose costs are counted, and how. */
type Counting = Pick<
  RunContext,
  'life' | 'run' | 'environment' | 'states' | 'persist' | 'clock' | 'log' | 'meter'
>;

type Rates = ReadonlyMap<string, ResourceRate>;

/**
 * Before an apply: counts what an earlier run made and did not live to count, and notes what this one is about to make, for
 * whoever counts if it dies; a destroy makes nothing. No run fails because its costs could not be noted.
 */
export async function notePrices(
  context: Counting,
  { keeper }: Pick<Work, 'keeper'>,
  rates?: Rates,
): Promise<void> {
  await unlessUnable(context, async () => {
    const { run, life, states, persist } = context;
    const alive = aliveIn(await keeper.localState());
    const counted = countMissed(await recordOf(context), context, { alive, planned: rates ?? new Map() });
    const priced = rates ? { run, rates: Object.fromEntries(rates) } : counted.priced;
    await persist(() => states.writeCosts(life, { ...counted, ...(priced && { priced }) }));
  });
}

/** After an apply, however it ended: counts what came, went and changed its price, and reads the meter. */
export async function recordCosts(
  context: Counting,
  { keeper }: Pick<Work, 'keeper'>,
  timeline: Pick<ResourceTimeline, 'resources'>,
): Promise<void> {
  await unlessUnable(context, async () => {
    const { run, life, states, clock, persist, environment, meter } = context;
    const alive = aliveIn(await keeper.localState());
    const before = await recordOf(context);
    const at = clock();
    const steps = timeline.resources();
    const rates = ratesOf(before, [run, environment.applied?.run]);
    const record = countRun(before, {
      run,
      at,
      since: missedSince(before, environment) ?? at,
      steps,
      alive,
      rates,
    });
    await persist(() => states.writeCosts(life, record));
    meter.reading = Accrual.parse(readingOf(record));
  });
}

async function unlessUnable({ log }: Counting, count: () => Promise<void>): Promise<void> {
  try {
    await count();
  } catch (error) {
    log(`The accrued cost was not counted; the next run does: ${(error as Error).message}`);
  }
}

/** With what an earlier run made and is in no record; as it is where every run that applied something is. */
function countMissed(
  before: CostRecord,
  { environment, clock }: Counting,
  { alive, planned }: { alive: ReadonlySet<string> | null; planned: Rates },
): CostRecord {
  const since = missedSince(before, environment);
  const begun = environment.applied?.run;
  if (since === undefined || begun === undefined) return before;
  const rates = new Map([...planned, ...ratesOf(before, [begun])]);
  return countRun(before, { run: begun, at: clock(), since, steps: [], alive, rates });
}

/** When the last run that applied something began to, where it is not in the record; the first, where there is no record. */
function missedSince({ run }: CostRecord, { applied }: Environment): Instant | undefined {
  if (!applied || run === applied.run) return undefined;
  return run === null ? (applied.since ?? applied.at) : applied.at;
}

/** The prices of the last plan, unless it was never begun. */
function ratesOf({ priced }: CostRecord, begun: (string | undefined)[]): Rates {
  return new Map(priced && begun.includes(priced.run) ? Object.entries(priced.rates) : []);
}

/** The record as it is kept; of a life of before it was kept, and is destroyed, one line stands for the whole. */
async function recordOf({ life, states, persist, environment, clock }: Counting): Promise<CostRecord> {
  const kept = await persist(() => states.readCosts(life));
  const { applied, run } = environment;
  if (kept) return kept;
  const empty = { run: null, at: clock(), lived: [] };
  return run?.kind === 'destroy' && applied ? { ...empty, ...wholeOf(environment.cost, applied) } : empty;
}

function wholeOf(
  { hourly, unpriced }: Environment['cost'],
  { run, since, at }: Applied,
): Pick<CostRecord, 'run' | 'lived'> {
  const price = { hourly: toNanos(hourly), unpriced: unpriced.length > 0, byUse: false };
  return { run, lived: [{ address: '*', type: '*', ...price, from: since ?? at, to: null }] };
}

/** Addresses of what a state holds; null where nobody can read it. */
function aliveIn(body: Uint8Array | null | undefined): ReadonlySet<string> | null {
  if (!body) return null;
  return new Set(parseState(body).resources.flatMap(addressesOf));
}

function addressesOf({ mode, module, type, name, instances }: StateFile['resources'][number]): string[] {
  if (mode !== 'managed') return [];
  return instances.map(({ index_key: index = null }) =>
    formatAddress({ module: module ?? null, type, name, index }),
  );
}
