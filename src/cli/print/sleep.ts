import { formatUsd } from '../../domain/cost/money';
import type { EstimateView } from '../../client/api';
import { printable } from '../../client/text/paint';
import { formatInstant } from '../../client/text/time';
import type { EnvironmentView } from '../../client/typed/types';

type Sleep = NonNullable<EstimateView['sleep']>;

/** Whether it sleeps and when, and what that saves; nothing of one that cannot sleep. */
export function describeSleep({ sleep }: Pick<EnvironmentView, 'sleep'>): string[] {
  if (!sleep) return [];
  const when = sleep.schedule === null ? 'no schedule' : `sleeps ${sleep.schedule}`;
  return [`${sleep.asleep ? 'asleep' : 'awake'} (${when})`, ...describeWait(sleep), ...describeSaving(sleep)];
}

/** Why the schedule has not woken it; the words of the quota are the control plane's. */
function describeWait({ waits }: NonNullable<EnvironmentView['sleep']>): string[] {
  if (!waits) return [];
  const { edge, quota, holder, limit, used, asked } = waits;
  const full = `the quota '${printable(quota)}' of ${printable(holder)} is ${printable(limit)}, of which ${printable(used)} is used`;
  return [
    `was to wake at ${formatInstant(edge)}: ${full}, and waking takes ${printable(asked)} more`,
    "it wakes as soon as there is room ('idp quotas' shows the quotas)",
  ];
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
