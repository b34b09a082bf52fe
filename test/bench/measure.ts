/** Several measurements of one thing, in the order in which they were made. */
export interface Spread {
  median: number;
  min: number;
  max: number;
  values: number[];
}

/** Two things measured in turn. */
export interface Pair {
  ours: Spread;
  reference: Spread;
}

/** Measures two things in alternating order, so that a machine that gets slower or faster meanwhile favours neither. */
export async function measurePairs(
  pairs: number,
  { ours, reference }: { ours: () => Promise<number>; reference: () => Promise<number> },
): Promise<Pair> {
  const values = { ours: [] as number[], reference: [] as number[] };
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) values.ours.push(await ours());
    values.reference.push(await reference());
    if (pair % 2 === 1) values.ours.push(await ours());
  }
  return { ours: spreadOf(values.ours), reference: spreadOf(values.reference) };
}

/** The same over measurements of many numbers at once, such as a p50 and a p99 of one block of requests. */
export async function measureBlocks<Name extends string>(
  pairs: number,
  blocks: { ours: () => Promise<Record<Name, number>>; reference: () => Promise<Record<Name, number>> },
): Promise<{ ours: Record<Name, Spread>; reference: Record<Name, Spread> }> {
  const seen = { ours: [] as Record<Name, number>[], reference: [] as Record<Name, number>[] };
  const take = (side: 'ours' | 'reference') => async () => {
    seen[side].push(await blocks[side]());
    return 0;
  };
  await measurePairs(pairs, { ours: take('ours'), reference: take('reference') });
  return { ours: spreads(seen.ours), reference: spreads(seen.reference) };
}

function spreads<Name extends string>(blocks: Record<Name, number>[]): Record<Name, Spread> {
  const names = Object.keys(blocks[0] ?? {}) as Name[];
  const entries = names.map((name) => [name, spreadOf(blocks.map((block) => block[name]))]);
  return Object.fromEntries(entries) as Record<Name, Spread>;
}

/** Milliseconds that a task took. */
export async function timeOf(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

/** The middle, the least and the most of what was measured. */
export function spreadOf(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(values, 0.5), min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0, values };
}

/** The smallest measured value that at least this share of all values does not exceed. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** A spread for people: the median, and from the least to the most. */
export function show({ median, min, max }: Spread, format: (value: number) => string = milliseconds): string {
  return `${format(median)} (${format(min)}–${format(max)})`;
}

/** Milliseconds for people: as seconds from one second on. */
export function milliseconds(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(2)} s`;
  return `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;
}
