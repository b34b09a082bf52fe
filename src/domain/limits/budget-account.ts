import * as z from 'zod';
import { day, earliest, Instant, latest, minute, plus } from '../base/time';
import { type Accrual, accruedIn, Month, monthAfter, monthOf, startOf } from '../cost/accrual';
import type { Nanos } from '../cost/money';
import { Action } from './budget';
import { Holder, mostEnvironments } from './limits';

/** How often an account is compared with what lives, though no threshold is near. */
const longestRest = day;
/** Whom nobody could be reached for, or died before, is tried again after this. */
const retryPause = minute;
/** So many ended lives of a month are known by their id; what the oldest of more cost is kept as one sum. */
const mostEnded = 2_000;

const Amount = z.int().nonnegative();

/** The part of a life's meter from which what it costs in a month follows. */
const Meter = z.strictObject({ at: Instant, rate: Amount, months: z.record(Month, Amount) });
type Meter = z.infer<typeof Meter>;

/** A life that may still cost: its meter as the version of its item has it, and which passed thresholds it was told of. */
const CountedLife = z.strictObject({
  id: z.ulid(),
  name: z.string(),
  version: z.int().positive(),
  meter: Meter,
  told: z.string(),
});
export type CountedLife = z.infer<typeof CountedLife>;

/** A threshold that the month has passed: at which budget, when, and whether people were notified of it. */
const PassedThreshold = z.strictObject({
  percent: z.int(),
  action: Action,
  usd: z.number(),
  at: Instant,
  notified: z.boolean(),
});
export type PassedThreshold = z.infer<typeof PassedThreshold>;

/** What the environments of an owner or a team cost in a month, in nano-dollars; `isComplete` once the list of them was read. */
export const BudgetAccount = z.strictObject({
  holder: Holder,
  version: z.int().nonnegative(),
  month: Month,
  isComplete: z.boolean(),
  lives: z.array(CountedLife),
  ended: z.array(z.strictObject({ id: z.ulid(), nanos: Amount })),
  folded: z.strictObject({ upTo: z.ulid().nullable(), nanos: Amount }),
  passed: z.array(PassedThreshold),
  dueAt: Instant.nullable(),
});
export type BudgetAccount = z.infer<typeof BudgetAccount>;

/** The key of the item that holds one: its prefix, and what stands behind it. */
export const accountKey = {
  prefix: 'BUDGET',
  of: ({ kind, name }: Holder) => `${kind}#${encodeURIComponent(name)}`,
};

/** A life as an account counts it. */
export interface SeenLife {
  id: string;
  name: string;
  version: number;
  accrual: Accrual | undefined;
  updatedAt: Instant;
  hasEnded: boolean;
}

/** Nothing counted yet. */
export function newAccount(holder: Holder, now: Instant): BudgetAccount {
  const empty = { lives: [], ended: [], folded: { upTo: null, nanos: 0 }, passed: [] };
  return { holder, version: 0, month: monthOf(now), isComplete: false, ...empty, dueAt: null };
}

/** The account of the month of `now`: a new one keeps what lives and what that has accrued, and nothing of what the old one did. */
export function inMonthOf(account: BudgetAccount, now: Instant): BudgetAccount {
  const month = monthOf(now);
  // Clocks differ: a month that one of them has begun is not taken back by another.
  if (account.month >= month) return account;
  const lives = account.lives.map((life) => ({ ...life, told: '' }));
  return { ...account, month, lives, ended: [], folded: { upTo: null, nanos: 0 }, passed: [] };
}

/** The account with a life as it was seen; the same one where that is known. Newer items win, and an end is counted once. */
export function countLife(account: BudgetAccount, seen: SeenLife): BudgetAccount {
  const { lives } = account;
  const known = lives.find(({ id }) => id === seen.id);
  if (seen.hasEnded) return endLife(account, seen);
  if (known ? known.version >= seen.version || isAsCounted(known, seen) : isOver(account, seen.id))
    return account;
  if (!known && lives.length >= mostEnvironments) return account;
  const { id, name, version } = seen;
  const counted = { id, name, version, meter: meterOf(seen), told: known?.told ?? '' };
  const others = lives.filter((one) => one !== known);
  return { ...account, lives: [...others, counted].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** What the month has cost by `now`: what lives, and what ended in it. */
export function spentIn({ month, lives, ended, folded }: BudgetAccount, now: Instant): Nanos {
  const living = lives.map(({ meter }) => costOf(month, meter, now));
  return add([...living, ...ended.map(({ nanos }) => nanos), folded.nanos]);
}

/** What all that lives costs an hour together. */
export function rateOf({ lives }: BudgetAccount): Nanos {
  return add(lives.map(({ meter }) => meter.rate));
}

/** When it is looked at next, given when the next threshold is reached and whether somebody is still to be told. */
export function restUntil(
  account: BudgetAccount,
  { reachedAt, isTelling, now }: { reachedAt: Instant | undefined; isTelling: boolean; now: Instant },
): Instant {
  const retry = isTelling ? plus(now, retryPause) : undefined;
  const nextMonth = account.lives.length > 0 ? startOf(monthAfter(account.month)) : undefined;
  const next = earliest([retry, reachedAt, nextMonth, plus(now, longestRest)]) ?? now;
  return latest(next, now);
}

function endLife(account: BudgetAccount, seen: SeenLife): BudgetAccount {
  if (isOver(account, seen.id)) return account;
  const lives = account.lives.filter(({ id }) => id !== seen.id);
  const nanos = costOf(account.month, meterOf(seen), seen.updatedAt);
  // Of what cost nothing in the month nothing need be known.
  if (nanos === 0 && lives.length === account.lives.length) return account;
  const ended = [...account.ended, ...(nanos > 0 ? [{ id: seen.id, nanos }] : [])];
  return fold({ ...account, lives, ended });
}

/** The oldest ids beyond those that are kept are one sum; a message about one of them that comes again changes nothing. */
function fold(account: BudgetAccount): BudgetAccount {
  const { ended, folded } = account;
  if (ended.length <= mostEnded) return account;
  const sorted = [...ended].sort((a, b) => (a.id < b.id ? -1 : 1));
  const gone = sorted.slice(0, ended.length - mostEnded / 2);
  const upTo = [folded.upTo ?? '', gone.at(-1)?.id ?? ''].sort().at(-1) ?? null;
  const nanos = folded.nanos + add(gone.map((one) => one.nanos));
  return { ...account, ended: sorted.slice(gone.length), folded: { upTo, nanos } };
}

/** Whether its end is counted: what lived is in the account until then. */
function isOver({ lives, ended, folded }: BudgetAccount, life: string): boolean {
  if (lives.some(({ id }) => id === life)) return false;
  return ended.some(({ id }) => id === life) || (folded.upTo !== null && life <= folded.upTo);
}

/** Nothing was counted of what no run has built yet. */
function meterOf({ accrual, updatedAt }: SeenLife): Meter {
  if (!accrual) return { at: updatedAt, rate: 0, months: {} };
  const { at, rate, months } = accrual;
  return { at, rate, months };
}

function isAsCounted({ meter }: CountedLife, { accrual }: SeenLife): boolean {
  return accrual ? meter.at === accrual.at && meter.rate === accrual.rate : meter.rate === 0;
}

function costOf(month: Month, meter: Meter, now: Instant): Nanos {
  return accruedIn(month, { ...meter, nanos: 0, unpriced: [], byUse: [] }, now);
}

function add(amounts: readonly Nanos[]): Nanos {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
