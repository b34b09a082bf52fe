import { type Environment, hasEnded } from '../environment';

/** How a list is sorted that is not sorted by name: the end of the lease, soonest first; the cost, dearest first. */
export type SortOrder = 'expiresAt' | '-cost';

const never = '9';
const over = '99';
const digits = 15;
const most = 10 ** digits - 1;

/** What an environment is sorted by, as a text that sorts so; then comes its name. What has ended comes last. */
export function sortKey(environment: Environment, order: SortOrder): string {
  const key = order === '-cost' ? costKey(environment) : endKey(environment);
  return `${key} ${environment.name}`;
}

/** Instants of this century begin with 2, so that what has no end, and what has had it, come behind them. */
function endKey(environment: Environment): string {
  if (hasEnded(environment)) return over;
  return environment.lease.expiresAt ?? never;
}

/** In ten-thousandths of a dollar an hour, counted down. */
function costKey(environment: Environment): string {
  const spent = hasEnded(environment) ? 0 : Math.round(environment.cost.hourly * 10_000);
  return String(most - Math.min(most, spent)).padStart(digits, '0');
}
