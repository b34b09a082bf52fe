import { earliest, hour, type Instant, plus } from '../../base/time';
import type { StackEntry } from './stack-entry';

/** How long the components of one level may take to end, before the level below them ends by itself. */
const levelTime = 2 * hour;
/** So long before an environment would end by itself, it is given more time where something still uses it. */
export const keepMargin = hour;

/**
 * When the environment of a component ends by itself: with the lease of the stack, plus the time that the levels above it take.
 * So all of it ends, in its order, also where nothing is left of the stack's own entry.
 */
export function endOf(stack: Pick<StackEntry, 'components' | 'lease'>, name: string): Instant | null {
  const { expiresAt } = stack.lease;
  return expiresAt === null ? null : plus(expiresAt, levelsAbove(stack, name) * levelTime);
}

/** How many levels of components need this one: the longest way from one that nobody needs. */
export function levelsAbove({ components }: Pick<StackEntry, 'components'>, name: string): number {
  const known = new Map<string, number>();
  const above = (of: string): number => {
    const before = known.get(of);
    if (before !== undefined) return before;
    // What is asked about while it is worked out is part of a circle, which no revision has.
    known.set(of, 0);
    const users = Object.entries(components).filter(([, { wanted, uses }]) =>
      [...uses, ...(wanted?.needs ?? [])].includes(of),
    );
    const levels = Math.max(0, ...users.map(([user]) => above(user) + 1));
    known.set(of, levels);
    return levels;
  };
  return above(name);
}

/** When the first end comes so near that it must be looked at. */
export function keepTimer({ components }: Pick<StackEntry, 'components'>): Instant | undefined {
  const ends = Object.values(components).map(({ life, endsAt }) => (life === null ? null : endsAt));
  const first = earliest(ends);
  return first === undefined ? undefined : plus(first, -keepMargin);
}
