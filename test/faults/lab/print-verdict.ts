import { pointName } from './fault';
import type { FaultPlan, UnfiredFault } from './fault-plan';
import { promises, type Verdict } from './judge';

/** The counts of a verdict, each with what is behind it, and the faults that the lives concerned had met. */
export function printVerdict(verdict: Verdict, plan: FaultPlan, missed: UnfiredFault[] = []): string {
  const lines = (Object.keys(promises) as (keyof Verdict)[]).flatMap((key) => [
    `${promises[key]} ${verdict[key].length}`,
    ...verdict[key].map((what) => `  ${what}`),
  ]);
  const unreached = missed.map((point) => `  not reached: ${pointName(point)}, ${reasonOf(point)}`);
  const tried = `fault points tried ${plan.fired.length}, not reached ${missed.length}`;
  return [tried, ...unreached, ...lines, ...storiesOf(verdict, plan)].join('\n');
}

/** Whether every promise was kept. */
export function isClean(verdict: Verdict): boolean {
  return brokenPromises(verdict) === 0;
}

/** How many promises there are to be kept. */
export const promiseCount = Object.keys(promises).length;

/** How many of them were broken at least once. */
export function brokenPromises(verdict: Verdict): number {
  return Object.values(verdict).filter((broken: string[]) => broken.length > 0).length;
}

function reasonOf({ life, calls, occurrence }: UnfiredFault): string {
  if (calls === 0) return `${life} took a way without this call`;
  return `${life} came to it ${calls} times, not ${occurrence}`;
}

/** A broken promise begins with the name of its life. */
function storiesOf(verdict: Verdict, plan: FaultPlan): string[] {
  const broken = Object.values(verdict).flat() as string[];
  const names = new Set(broken.map((what) => what.split(/[ :]/)[0] ?? ''));
  return [...names].map((name) => `  what ${name} met: ${plan.story(name) || 'nothing'}`);
}
