import { quantile } from './measure';

/** What a block of equal requests took: milliseconds at the middle and at the end, and how many a second were answered. */
export type BlockResult = Record<'p50' | 'p99' | 'perSecond', number>;

/** How many requests are measured one after another, and how many then in parallel lanes. */
export interface BlockSize {
  alone: number;
  together: number;
  lanes: number;
}

/** Measures requests one by one for their latency, then many at once for how many a second are answered. */
export async function measureBlock(
  request: (nth: number) => Promise<unknown>,
  size: BlockSize,
): Promise<BlockResult> {
  const latencies: number[] = [];
  for (let nth = 0; nth < size.alone; nth++) latencies.push(await timeOfRequest(request, nth));
  const perSecond = await measureThroughput(request, size);
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), perSecond };
}

async function timeOfRequest(request: (nth: number) => Promise<unknown>, nth: number): Promise<number> {
  const start = performance.now();
  await request(nth);
  return performance.now() - start;
}

async function measureThroughput(
  request: (nth: number) => Promise<unknown>,
  { together, lanes }: BlockSize,
): Promise<number> {
  let next = 0;
  const lane = async () => {
    while (next < together) await request(next++);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  return together / ((performance.now() - start) / 1_000);
}
