import type { InLine, LaneState } from './slots';

/**
 * The line in the order in which slots will be given: one run of each owner in turn, who was served longest ago first, and of
 * each owner the oldest first. Between two turns of an owner no other owner has more than one.
 */
export function inTurn({ waiting, turns }: Pick<LaneState, 'waiting' | 'turns'>): InLine[] {
  const lines = [...byOwner(waiting)].sort(([a, [oldestOfA]], [b, [oldestOfB]]) =>
    oldestOfA && oldestOfB ? turnOf(turns, a) - turnOf(turns, b) || byAge(oldestOfA, oldestOfB) : 0,
  );
  const rounds = Math.max(0, ...lines.map(([, line]) => line.length));
  return Array.from({ length: rounds }, (_, round) => lines.flatMap(([, line]) => line[round] ?? [])).flat();
}

/** The turns after one more was served. */
export function served(turns: LaneState['turns'], owner: string): LaneState['turns'] {
  return { ...turns, [owner]: Math.max(0, ...Object.values(turns)) + 1 };
}

function byOwner(waiting: readonly InLine[]): Map<string, InLine[]> {
  const lines = new Map<string, InLine[]>();
  for (const one of [...waiting].sort(byAge)) lines.set(one.owner, [...(lines.get(one.owner) ?? []), one]);
  return lines;
}

function byAge(a: InLine, b: InLine): number {
  const [first, second] = [`${a.asked} ${a.run}`, `${b.asked} ${b.run}`];
  return first < second ? -1 : Number(first > second);
}

/** Who was never served is first. */
function turnOf(turns: LaneState['turns'], owner: string): number {
  return Object.hasOwn(turns, owner) ? (turns[owner] ?? 0) : 0;
}
