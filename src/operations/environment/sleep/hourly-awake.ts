import { hoursPerMonth } from '../../../domain/cost/money';
import type { Nap } from '../../../domain/environment/sleep/sleep-state';

/** What an environment costs awake, in USD an hour, as far as its template says. */
export function hourlyAwake({ monthly }: Nap): number {
  return monthly.awake / hoursPerMonth;
}
