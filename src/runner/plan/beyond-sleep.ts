import type { Environment } from '../../domain/environment/environment';
import { type NamedAddress, nameAddress } from '../../domain/environment/plan';
import { beyondSleep } from '../../domain/environment/sleep/beyond-sleep';
import type { PlanJson } from '../../domain/terraform/plan-json';
import type { Workspace } from '../terraform/workspace';

type Waking = Pick<Environment, 'run'>;

/** Whether the plan is to put to sleep or wake, and nothing else. */
export function isOfSleep({ run }: Waking): boolean {
  return run?.transition !== undefined;
}

/** What an approval must name of a plan of sleep: whatever it does that its template does not declare for that. */
export function namedBeyondSleep(
  plan: PlanJson,
  { sleep }: Pick<Workspace, 'sleep'>,
  { run }: Waking,
): NamedAddress[] {
  if (!run?.transition) return [];
  return beyondSleep(plan, sleep, run.transition).map(({ address, why }) =>
    nameAddress('beyond-sleep', address, why),
  );
}
