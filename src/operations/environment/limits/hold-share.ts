import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError, isDomainError } from '../../../domain/base/errors';
import type { Nanos } from '../../../domain/cost/money';
import { type Holder, holdersOf, quotaOf } from '../../../domain/limits/limits';
import {
  hasUndecided,
  type HeldShares,
  noShares,
  type QuotaShare,
  recountShares,
  restoreShare,
  takeShare,
} from '../../../domain/limits/shares';
import type { Deps } from '../../ports/deps';
import { listedOf, livesOf } from './living-shares';

const attempts = 60;
const longestPauseMs = 100;

/** What counting needs. */
export type LimitDeps = Pick<Deps, 'registry' | 'shares' | 'limits' | 'clock'>;

/** What is asked for: under which life, and what it may cost an hour. */
export interface AskedShare {
  id: string;
  name: string;
  owner: string;
  team: string | null;
  hourly: Nanos;
}

/**
 * Takes what an environment needs of the quotas of its owner and of its team, or throws QuotaReached. It is taken before the
 * environment is written: if nothing is written in the end, it counts for a quarter of an hour and no longer.
 */
export async function holdShare(asked: AskedShare, deps: LimitDeps): Promise<void> {
  const taken: Taken[] = [];
  try {
    for (const holder of limited(asked, deps))
      taken.push({ holder, before: await takeFrom(holder, asked, deps) });
  } catch (error) {
    // Why it was refused is what matters; what cannot be given back, time gives back.
    for (const one of taken) await giveBack(one, asked, deps).catch(() => undefined);
    throw error;
  }
}

/** From whom a share was taken, and the one that the environment had until then. */
interface Taken {
  holder: Holder;
  before?: QuotaShare | undefined;
}

/** Throws QuotaReached where there is no room at this moment, and takes nothing: for who asks again and again. */
export async function findRoom(asked: AskedShare, deps: LimitDeps): Promise<void> {
  for (const holder of limited(asked, deps)) await withShare(await readShares(holder, deps), asked, deps);
}

/** Gives back what was taken for a request that came to nothing; if it fails, time does. */
export async function releaseShare(asked: AskedShare, deps: LimitDeps): Promise<void> {
  for (const holder of limited(asked, deps)) await giveBack({ holder }, asked, deps).catch(() => undefined);
}

/** Whose quotas are asked; nobody's where nothing is limited. */
function limited(asked: AskedShare, { limits }: LimitDeps): Holder[] {
  return holdersOf(asked).filter((holder) => quotaOf(limits, holder) !== undefined);
}

/**
 * The share that it had before. A quota that is full because of requests which are not decided yet is asked again for a moment: one
 * that another quota refuses gives back what it took of this one.
 */
async function takeFrom(holder: Holder, asked: AskedShare, deps: LimitDeps): Promise<QuotaShare | undefined> {
  for (let attempt = 1; ; attempt++)
    try {
      const held = await changeShares(holder, deps, (seen) => withShare(seen, asked, deps));
      return held.shares.find(({ id }) => id === asked.id);
    } catch (error) {
      if (!isDomainError(error, 'QuotaReached') || attempt === attempts) throw error;
      if (!(await isUndecided(holder, deps))) throw error;
      await sleep(Math.random() * longestPauseMs);
    }
}

async function isUndecided(holder: Holder, deps: LimitDeps): Promise<boolean> {
  const { shares } = await readShares(holder, deps);
  return hasUndecided(shares, await livesOf({ holder, shares }, deps.registry), deps.clock());
}

/** The shares with one more, by what lives now; throws QuotaReached where there is no room. */
async function withShare(
  held: HeldShares,
  { id, name, hourly }: AskedShare,
  { registry, limits, clock }: LimitDeps,
): Promise<HeldShares> {
  const { holder } = held;
  const now = clock();
  const share = { id, name, hourly, at: now };
  const lives = await livesOf({ holder, shares: [...held.shares, share] }, registry);
  return takeShare(held, share, { quota: quotaOf(limits, holder) ?? {}, lives, now });
}

async function giveBack({ holder, before }: Taken, { id }: AskedShare, deps: LimitDeps): Promise<void> {
  await changeShares(holder, deps, (held) =>
    Promise.resolve(restoreShare(held, { id, before }, deps.clock())),
  );
}

/** Reads, decides and writes if nobody else did, else again: many ask at once, and one of them is always through. What it was written over. */
async function changeShares(
  holder: Holder,
  deps: LimitDeps,
  change: (held: HeldShares) => Promise<HeldShares>,
): Promise<HeldShares> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const held = await readShares(holder, deps);
    if (await deps.shares.put(await change(held))) return held;
    await sleep(Math.random() * longestPauseMs);
  }
  throw new DomainError('VersionConflict', { name: holder.name });
}

async function readShares(holder: Holder, deps: LimitDeps): Promise<HeldShares> {
  return (await deps.shares.get(holder)) ?? (await firstShares(holder, deps));
}

/** What lives already when its quota is asked for the first time. */
async function firstShares(holder: Holder, { registry, clock }: LimitDeps): Promise<HeldShares> {
  const listed = await listedOf(holder, registry);
  const lives = new Map(listed.map((one) => [one.name, one]));
  return { ...recountShares(noShares(holder), lives, clock()), version: 0 };
}
