import { pointName } from './fault';
import type { FaultPlan } from './fault-plan';
import { promises, type Verdict } from './judge';

/** The counts of a verdict, each with what is behind it, and the faults that the lives concerned had met. */
export function printVerdict(verdict: Verdict, plan: FaultPlan): string {
  const lines = (Object.keys(promises) as (keyof Verdict)[]).flatMap((key) => [
    `${promises[key]} ${verdict[key].length}`,
    ...verdict[key].map((what) => `  ${what}`),
  ]);
  const unreached = plan.unfired().map((point) => `  not reached: ${pointName(point)}`);
  return [`fault points tried ${plan.fired.length}`, ...unreached, ...lines].join('\n');
}

/** Whether every promise was kept. */
export function isClean(verdict: Verdict): boolean {
  return Object.values(verdict).every((broken: string[]) => broken.length === 0);
}
