import * as z from 'zod';
import { between, hour } from '../../base/time';
import type { Lease } from '../../lease';
import { type Environment, isLiving } from '../environment';
import { asleepShare, parseSleepSchedule } from './sleep-schedule';
import { type Nap, WakeWait } from './sleep-state';

const hoursPerMonth = 730;
const money = z.number().nonnegative();

/** What sleep costs and saves, in USD, as the template estimates it; `saves` is by the schedule, `lease` null for a permanent one. */
export const SleepCost = z.strictObject({
  schedule: z.string().nullable(),
  monthly: z.strictObject({ awake: money, asleep: money }),
  saves: z
    .strictObject({ share: z.number().min(0).max(1), monthly: z.number(), lease: z.number().nullable() })
    .optional()
    .describe('What the schedule saves: `share` is the part of a week that is slept.'),
});
export type SleepCost = z.infer<typeof SleepCost>;

/** The same of an environment, with whether it sleeps. */
export const SleepView = SleepCost.extend({
  asleep: z.boolean().describe('Whether it was put to sleep when something was last applied.'),
  waits: WakeWait.describe(
    'A wake of the schedule that waits for room in a quota; it is carried out as soon as there is room.',
  ).optional(),
});
export type SleepView = z.infer<typeof SleepView>;

/** What sleep costs and saves over a lease. */
export function sleepCost(monthly: Nap['monthly'], schedule: string | null, lease: Lease): SleepCost {
  const share = schedule === null ? undefined : shareOf(schedule);
  if (share === undefined) return { schedule, monthly };
  const perMonth = (monthly.awake - monthly.asleep) * share;
  const hours = lease.expiresAt === null ? null : between(lease.startedAt, lease.expiresAt) / hour;
  const saves = {
    share: Number(share.toFixed(4)),
    monthly: cents(perMonth),
    lease: hours === null ? null : cents((perMonth / hoursPerMonth) * hours),
  };
  return { schedule, monthly, saves };
}

/** What is shown of an environment's sleep; undefined for one that cannot. What is being destroyed waits for nothing. */
export function sleepView(environment: Environment): SleepView | undefined {
  const { wanted, applied, schedule, lease } = environment;
  if (!wanted.sleep) return undefined;
  const asleep = applied?.sleep?.asleep ?? false;
  const cost = sleepCost(wanted.sleep.monthly, schedule?.sleep ?? null, lease);
  const waits = isLiving(environment) ? schedule?.waits : undefined;
  return { asleep, ...cost, ...(waits && { waits }) };
}

/** A schedule that was accepted once may not be readable any more; an environment is shown all the same. */
function shareOf(schedule: string): number | undefined {
  try {
    return asleepShare(parseSleepSchedule(schedule));
  } catch {
    return undefined;
  }
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
