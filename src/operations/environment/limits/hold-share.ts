import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../../domain/base/errors';
import type { Nanos } from '../../../domain/cost/money';
import { type Holder, holdersOf, quotaOf } from '../../../domain/limits/limits';
import {
  dropShare,
  type HeldShares,
  noShares,
  recountShares,
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
  const taken: Holder[] = [];
  try {
    for (const holder of limited(asked, deps)) {
      await takeFrom(holder, asked, deps);
      taken.push(holder);
    }
  } catch (error) {
    for (const holder of taken) await giveBack(holder, asked, deps);
    throw error;
  }
}

/** Throws QuotaReached where there is no room at this moment, and takes nothing: for who asks again and again. */
export async function findRoom(asked: AskedShare, deps: LimitDeps): Promise<void> {
  for (const holder of limited(asked, deps)) await withShare(await readShares(holder, deps), asked, deps);
}

/** Gives back what was taken for a request that came to nothing; if it fails, time does. */
export async function releaseShare(asked: AskedShare, deps: LimitDeps): Promise<void> {
  for (const holder of limited(asked, deps)) await giveBack(holder, asked, deps).catch(() => undefined);
}

/** Whose quotas are asked; nobody's where nothing is limited. */
function limited(asked: AskedShare, { limits }: LimitDeps): Holder[] {
  return holdersOf(asked).filter((holder) => quotaOf(limits, holder) !== undefined);
}

async function takeFrom(holder: Holder, asked: AskedShare, deps: LimitDeps): Promise<void> {
  await changeShares(holder, deps, (held) => withShare(held, asked, deps));
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

async function giveBack(holder: Holder, { id }: AskedShare, deps: LimitDeps): Promise<void> {
  await changeShares(holder, deps, (held) => Promise.resolve(dropShare(held, id, deps.clock())));
}

/** Reads, decides and writes if nobody else did, else again: many ask at once, and one of them is always through. */
async function changeShares(
  holder: Holder,
  deps: LimitDeps,
  change: (held: HeldShares) => Promise<HeldShares>,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const held = await readShares(holder, deps);
    if (await deps.shares.put(await change(held))) return;
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
