import { formatUsd } from '../../domain/cost/money';
import type { EstimateView } from '../../client/api';
import type { EnvironmentView } from '../../client/typed/types';

type Sleep = NonNullable<EstimateView['sleep']>;

/** Whether it sleeps and when, and what that saves; nothing of one that cannot sleep. */
export function describeSleep({ sleep }: Pick<EnvironmentView, 'sleep'>): string[] {
  if (!sleep) return [];
  const when = sleep.schedule === null ? 'no schedule' : `sleeps ${sleep.schedule}`;
  return [`${sleep.asleep ? 'asleep' : 'awake'} (${when})`, ...describeSaving(sleep)];
}

/** Both prices, and what the schedule saves over a month and the lease. */
export function describeSaving({ monthly, saves }: Sleep): string[] {
  const prices = `${formatUsd(monthly.awake)} a month awake, ${formatUsd(monthly.asleep)} asleep`;
  if (!saves) return [prices];
  const lease = saves.lease === null ? '' : `, ${formatUsd(saves.lease)} over the lease`;
  const share = `${Math.round(saves.share * 100)} % of the week`;
  return [prices, `the schedule saves ${formatUsd(saves.monthly)} a month${lease} (asleep ${share})`];
}

/** The status with what it is besides: an environment that sleeps is ready, and asleep. */
export function sleepWord({ status, sleep }: Pick<EnvironmentView, 'status' | 'sleep'>): string {
  return status === 'ready' && sleep?.asleep ? ' · asleep' : '';
}

const doing = { sleep: 'going to sleep', wake: 'waking' } as const;

/** What a run is doing: its kind, or that it only puts to sleep or wakes. */
export function runWord({ kind, transition }: NonNullable<EnvironmentView['run']>): string {
  return transition === undefined ? `${kind} run` : doing[transition];
}
