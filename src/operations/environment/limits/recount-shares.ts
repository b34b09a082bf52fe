import { parseRecord } from '../../../domain/base/parse';
import type { Instant } from '../../../domain/base/time';
import { afterRecount, HeldShares, recountShares, sharesKey } from '../../../domain/limits/shares';
import type { SweptKind } from '../../registry/swept-kind';
import type { LimitDeps } from './hold-share';
import { listedOf, livesOf } from './living-shares';

/** The shares of owners and teams as the sweep visits them: once a day each is compared with what lives. */
export const sweptShares: SweptKind<LimitDeps> = {
  prefix: sharesKey.prefix,
  logKey: () => ({}),
  visit: (key, body, deps) => recount(parseRecord(HeldShares, body, `The shares ${key}`), deps),
};

/** Whatever the item says, afterwards it says what there is: whoever wrote meanwhile counted from the truth, too. */
async function recount(held: HeldShares, deps: LimitDeps): Promise<Instant | undefined> {
  const { holder } = held;
  const now = deps.clock();
  const listed = await listedOf(holder, deps.registry);
  const named = listed.map(({ id, name, hourly }) => ({ id, name, hourly, at: now }));
  const lives = await livesOf({ holder, shares: [...held.shares, ...named] }, deps.registry);
  await deps.shares.put(afterRecount(recountShares(held, lives, now), now));
  return undefined;
}
