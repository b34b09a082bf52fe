import { type Environment, isDoomed, hasEnded } from './environment';
import { earliest, type Instant } from '../base/time';

/**
 * Since when the environment should be gone: the end of its lease, or the request to destroy it where that came first.
 * It may lie ahead. Undefined for what may stay, and for what is gone.
 */
export function overdueAt(environment: Environment): Instant | undefined {
  if (hasEnded(environment)) return undefined;
  const requestedAt = isDoomed(environment) ? environment.destruction.requestedAt : undefined;
  return earliest([requestedAt, environment.lease.expiresAt]);
}
