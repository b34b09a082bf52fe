import * as z from 'zod';
import { Instant } from '../base/time';
import {
  type Accrual,
  costBetween,
  costWithin,
  type Month,
  monthBefore,
  monthOf,
  typeNames,
} from './accrual';
import type { ResourceRate } from './estimate';
import { parseAddress } from '../terraform/address';

/** One resource at one price: from the call that made it (or changed its price) until it was known to be gone; `to` null: not yet. */
export const LivedResource = z.strictObject({
  address: z.string(),
  type: z.string(),
  hourly: z.int().nonnegative().describe('Nano-dollars an hour, without usage-based charges.'),
  unpriced: z.boolean(),
  byUse: z.boolean(),
  from: Instant,
  to: Instant.nullable(),
});
export type LivedResource = z.infer<typeof LivedResource>;

/** What a run was about to apply comes to, for whoever counts after it died. */
const PricedRun = z.strictObject({
  run: z.ulid(),
  rates: z.record(
    z.string(),
    z.strictObject({
      type: z.string(),
      hourly: z.int().nonnegative(),
      byUse: z.boolean(),
      unpriced: z.boolean(),
    }),
  ),
});

/** What of a life lived how long, at which prices, until `at`; `run` is the last that is in it, null where none is. */
export const CostRecord = z.strictObject({
  run: z.ulid().nullable(),
  at: Instant,
  lived: z.array(LivedResource),
  priced: PricedRun.optional(),
});
export type CostRecord = z.infer<typeof CostRecord>;

/** What Terraform did to a resource, and when. */
export interface Step {
  address: string;
  action: 'create' | 'update' | 'delete' | 'read';
  startedAt: Instant;
  endedAt: Instant | null;
  result: 'complete' | 'errored' | 'unfinished';
}

/** What a run did, as far as it costs. */
export interface CountedRun {
  run: string | null;
  /** Since when what the run found, and did not make itself, may have been there. */
  since: Instant;
  at: Instant;
  steps: readonly Step[];
  /** What is there now; null where nobody knows, and then the steps say it. */
  alive: ReadonlySet<string> | null;
  rates: ReadonlyMap<string, ResourceRate>;
}

/** The record after a run: what came is opened, what went is closed, what changed its price is both. */
export function countRun(
  { lived, priced }: Pick<CostRecord, 'lived' | 'priced'>,
  counted: CountedRun,
): CostRecord {
  const open = new Map(lived.flatMap((one) => (one.to === null ? [[one.address, one]] : [])));
  const addresses = new Set([...open.keys(), ...(counted.alive ?? []), ...created(counted.steps)]);
  const changed = [...addresses].flatMap((address) => countOne(address, open.get(address), counted));
  const ended = lived.filter(({ to }) => to !== null);
  return { run: counted.run, at: counted.at, lived: [...ended, ...changed], ...(priced && { priced }) };
}

function created(steps: readonly Step[]): string[] {
  return steps.flatMap(({ address, action }) => (action === 'create' ? [address] : []));
}

/** One address after the run: as it was, closed, opened, or closed and opened again. */
function countOne(address: string, was: LivedResource | undefined, counted: CountedRun): LivedResource[] {
  const { at, since } = counted;
  const made = stepOf(address, 'create', counted);
  const gone = stepOf(address, 'delete', counted);
  if (!isAlive(address, { was, made, gone }, counted)) return was ? [close(was, gone?.endedAt ?? at)] : [];
  const rate = counted.rates.get(address);
  if (!was) return [openAt(address, made?.startedAt ?? since, rate)];
  // A step of a run that was counted before is none of this one's.
  if (made) return [close(was, gone?.endedAt ?? made.startedAt), openAt(address, made.startedAt, rate)];
  if (rate === undefined || !hasNewPrice(was, rate)) return [was];
  const update = stepOf(address, 'update', counted);
  if (update && update.result !== 'complete') return [was];
  const from = update?.endedAt ?? at;
  return [close(was, from), openAt(address, from, rate)];
}

function isAlive(
  address: string,
  { was, made, gone }: { was?: LivedResource | undefined; made?: Step | undefined; gone?: Step | undefined },
  { alive }: CountedRun,
): boolean {
  if (alive) return alive.has(address);
  return made !== undefined || (was !== undefined && gone?.result !== 'complete');
}

function stepOf(address: string, action: Step['action'], { steps }: CountedRun): Step | undefined {
  return steps.find((step) => step.address === address && step.action === action);
}

function hasNewPrice(was: LivedResource, rate: ResourceRate): boolean {
  return was.hourly !== rate.hourly || was.unpriced !== rate.unpriced || was.byUse !== rate.byUse;
}

/** What no plan priced has no price, which is said of it. */
function openAt(address: string, from: Instant, rate: ResourceRate | undefined): LivedResource {
  const { type, hourly, unpriced, byUse } = rate ?? {
    type: parseAddress(address)?.type ?? address,
    hourly: 0,
    unpriced: true,
    byUse: false,
  };
  return { address, type, hourly, unpriced, byUse, from, to: null };
}

/** Never before it began. */
function close(one: LivedResource, to: Instant): LivedResource {
  return { ...one, to: to < one.from ? one.from : to };
}

/** What the record comes to: exact to the nano-dollar for each resource, whatever its prices were when. */
export function readingOf({ at, lived }: Pick<CostRecord, 'at' | 'lived'>): Accrual {
  const open = lived.filter(({ to }) => to === null);
  const months = [monthBefore(monthOf(at)), monthOf(at)];
  return {
    at,
    nanos: add(lived.map(({ hourly, from, to }) => costBetween(hourly, from, to ?? at))),
    rate: add(open.map(({ hourly }) => hourly)),
    months: Object.fromEntries(months.map((month) => [month, inMonth(month, { at, lived })])),
    unpriced: typeNames(lived.filter((one) => one.unpriced).map(({ type }) => type)),
    byUse: typeNames(lived.filter((one) => one.byUse).map(({ type }) => type)),
  };
}

function inMonth(month: Month, { at, lived }: Pick<CostRecord, 'at' | 'lived'>): number {
  return add(lived.map(({ hourly, from, to }) => costWithin(month, hourly, { from, to: to ?? at })));
}

function add(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
