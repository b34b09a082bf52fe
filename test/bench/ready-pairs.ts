import type { BenchPlane } from './bench-plane';
import type { Scale } from './figure';
import { measurePairs, milliseconds, type Pair } from './measure';
import { plainApply, type PlainRequest } from './plain-terraform';
import { removeEnvironment, timeToReady } from './time-to-ready';

/** What is brought up on both sides, and which backend the plain side keeps its state on. */
export interface ReadyRequest {
  template: string;
  inputs: Record<string, unknown>;
  backendOf?: (nth: number) => Record<string, unknown>;
}

/**
 * From the request to ready against plain Terraform, in milliseconds. Between two measurements everything is destroyed again;
 * a quick look, which has nothing more to measure, leaves that to the end of the plane.
 */
export async function measureReady(
  bench: BenchPlane,
  { pairs, warmUp }: Scale,
  { request, say }: { request: ReadyRequest; say: (line: string) => void },
): Promise<Pair> {
  let count = 0;
  const ours = async () => {
    const name = `bench${count++}`;
    const ms = await timeToReady(bench, { ...request, name });
    if (warmUp) await removeEnvironment(bench, name);
    return ms;
  };
  const reference = async () => {
    const { ms, remove } = await plainApply(bench, plainRequest(request, count++));
    if (warmUp) await remove();
    return ms;
  };
  if (warmUp) say(`warm-up: ${milliseconds(await ours())}, plain ${milliseconds(await reference())}`);
  return measurePairs(pairs, { ours, reference });
}

function plainRequest({ template, inputs, backendOf }: ReadyRequest, nth: number): PlainRequest {
  const backend = backendOf && { backend: backendOf(nth) };
  return { template, inputs, name: `plain${nth}`, ...backend };
}
