import * as z from 'zod';
import { DomainError } from '../base/errors';
import { day, Instant, minute, plus, second } from '../base/time';
import { formatUsd, type Nanos, toNanos, toUsd } from '../cost/money';
import { Holder, mostEnvironments, type Quota } from './limits';

/** How long a share counts of which no environment is to be seen: longer than whoever took it may run. */
export const unseenWindow = 15 * minute;
/** Most requests are decided within this; one that died counts longer, and nobody waits for it. */
const undecidedWindow = 5 * second;
/** How often what is counted is compared with all that there is. */
const recountEvery = day;

/** What an environment takes of a quota: itself, and what it costs an hour in nano-dollars. */
export const QuotaShare = z.strictObject({
  id: z.ulid(),
  name: z.string(),
  hourly: z.int().nonnegative(),
  at: Instant,
});
export type QuotaShare = z.infer<typeof QuotaShare>;

/** The shares that an owner or a team has taken; `recountAt` is null where there is nothing to count. */
export const HeldShares = z.strictObject({
  holder: Holder,
  version: z.int().nonnegative(),
  shares: z.array(QuotaShare),
  recountAt: Instant.nullable(),
});
export type HeldShares = z.infer<typeof HeldShares>;

/** The key of the item that holds them: its prefix, and what stands behind it. */
export const sharesKey = {
  prefix: 'QUOTA',
  of: ({ kind, name }: Holder) => `${kind}#${encodeURIComponent(name)}`,
};

/** An environment as far as a quota counts it. */
export interface Counted {
  id: string;
  name: string;
  hourly: Nanos;
  /** Whether a run is at work that may bring it to what was asked for. */
  isBusy: boolean;
  hasEnded: boolean;
}

/** The last life of the holder's under each name, ended or not; a name that another holder has is absent. */
export type Lives = ReadonlyMap<string, Counted>;

/** No shares yet. */
export function noShares(holder: Holder): HeldShares {
  return { holder, version: 0, shares: [], recountAt: null };
}

/**
 * The shares that still count: of what lives, at what it costs (or may soon cost), and for a while those of which nothing is to be
 * seen yet. What has ended is not among them, so its share is given back once, whoever looks first.
 */
export function countShares(shares: readonly QuotaShare[], lives: Lives, now: Instant): QuotaShare[] {
  return shares.flatMap((share) => {
    const seen = lives.get(share.name);
    const isFresh = now < plus(share.at, unseenWindow);
    if (seen?.hasEnded && seen.id === share.id) return [];
    if (!seen || seen.hasEnded) return isFresh ? [share] : [];
    const hourly = seen.isBusy || isFresh ? Math.max(seen.hourly, share.hourly) : seen.hourly;
    // Several may have asked for one name: one of them has it, and the others no share.
    return seen.id === share.id || isFresh ? [{ ...share, hourly }] : [];
  });
}

/** The shares with those of environments that nobody took one for: they are from before there was a quota. */
export function recountShares(held: HeldShares, lives: Lives, now: Instant): HeldShares {
  const counted = countShares(held.shares, lives, now);
  const known = new Set(counted.map(({ name }) => name));
  const missing = [...lives.values()].filter(({ name, hasEnded }) => !hasEnded && !known.has(name));
  const found = missing.map(({ id, name, hourly }) => ({ id, name, hourly, at: now }));
  return withShares(held, [...counted, ...found], now);
}

/** What is used of a quota: each name once, at the most that anyone asked for it. */
export function usageOf(shares: readonly QuotaShare[]): { environments: number; hourly: Nanos } {
  const byName = new Map<string, Nanos>();
  for (const { name, hourly } of shares) byName.set(name, Math.max(byName.get(name) ?? 0, hourly));
  return { environments: byName.size, hourly: [...byName.values()].reduce((sum, one) => sum + one, 0) };
}

/** The shares with one more, or a larger one; QuotaReached where the quota has no room for it. What takes no more is never refused. */
export function takeShare(
  held: HeldShares,
  asked: QuotaShare,
  { quota, lives, now }: { quota: Quota; lives: Lives; now: Instant },
): HeldShares {
  const counted = countShares(held.shares, lives, now);
  const next = [...counted.filter(({ id }) => id !== asked.id), asked];
  const [used, after] = [usageOf(counted), usageOf(next)];
  refuseAbove(held.holder, { quota, used, after });
  return withShares(held, next, now);
}

/** The shares as they were before a request that came to nothing: with the share that its environment had, if it had one. */
export function restoreShare(
  held: HeldShares,
  { id, before }: { id: string; before?: QuotaShare | undefined },
  now: Instant,
): HeldShares {
  const others = held.shares.filter((share) => share.id !== id);
  return withShares(held, before ? [...others, before] : others, now);
}

/** Whether some of the shares are of requests that were made a moment ago, and of which no environment is to be seen yet. */
export function hasUndecided(shares: readonly QuotaShare[], lives: Lives, now: Instant): boolean {
  return shares.some(({ id, name, at }) => now < plus(at, undecidedWindow) && lives.get(name)?.id !== id);
}

type Usage = ReturnType<typeof usageOf>;

function refuseAbove(
  holder: Holder,
  { quota, used, after }: { quota: Quota; used: Usage; after: Usage },
): void {
  // Whatever is limited, they stand in one item, and each is read to be counted.
  const { environments = mostEnvironments, hourly } = quota;
  if (after.environments > Math.max(environments, used.environments))
    throw reached(holder, {
      quota: 'environments',
      limit: String(environments),
      used: String(used.environments),
      asked: String(after.environments - used.environments),
    });
  if (hourly !== undefined && after.hourly > Math.max(toNanos(hourly), used.hourly))
    throw reached(holder, {
      quota: 'hourly cost',
      limit: formatUsd(hourly),
      used: formatUsd(toUsd(used.hourly)),
      asked: formatUsd(toUsd(after.hourly - used.hourly)),
    });
}

function reached(
  { kind, name }: Holder,
  numbers: { quota: string; limit: string; used: string; asked: string },
): DomainError<'QuotaReached'> {
  return new DomainError('QuotaReached', { ...numbers, holder: `${kind} ${name}` });
}

function withShares(held: HeldShares, shares: QuotaShare[], now: Instant): HeldShares {
  const recountAt = shares.length === 0 ? null : (held.recountAt ?? plus(now, recountEvery));
  return { ...held, version: held.version + 1, shares, recountAt };
}

/** The same, to be compared again in a day. */
export function afterRecount(held: HeldShares, now: Instant): HeldShares {
  return { ...held, recountAt: held.shares.length === 0 ? null : plus(now, recountEvery) };
}
