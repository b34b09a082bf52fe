/** The candidate that differs from `typed` in the fewest letters, undefined where even that differs in more than a third. */
export function closest(typed: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, edits: editsBetween(typed, candidate) }))
    .filter(({ edits }) => edits <= typed.length / 3)
    .sort((one, other) => one.edits - other.edits);
  return best?.candidate;
}

/** How many letters must be inserted, removed or replaced to make one text of the other. */
function editsBetween(one: string, other: string): number {
  const first = Array.from({ length: other.length + 1 }, (_, index) => index);
  return [...one].reduce((row, letter) => nextRow(row, letter, other), first).at(-1) ?? 0;
}

function nextRow(row: number[], letter: string, other: string): number[] {
  return [...other].reduce<number[]>(
    (next, wanted, index) => {
      const replaced = (row[index] ?? 0) + (letter === wanted ? 0 : 1);
      return [...next, Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1)];
    },
    [(row[0] ?? 0) + 1],
  );
}
