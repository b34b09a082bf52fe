import { type Environment, isDoomed } from '../../domain/environment/environment';
import type { Cluster } from './doomed-clusters';

/** What is known of a cluster that could not be emptied. */
export interface Silence {
  /** Names of what its controllers made and that still exists. */
  made: readonly string[];
  /** Whether its endpoint is an address that exists nowhere. */
  isNowhere: boolean;
  /** Whether the attempt before this one ended with the same cluster. */
  wasSilent: boolean;
}

/**
 * What is done with a cluster that could not be emptied. With anything of it left, nothing, until a person did something. With
 * nothing left it is destroyed as it is, but not at the first time: an outage passes, and lists are late.
 */
export function judgeSilence({ made, isNowhere, wasSilent }: Silence): 'stuck' | 'again' | 'destroy' {
  if (made.length > 0) return 'stuck';
  return isNowhere || wasSilent ? 'destroy' : 'again';
}

/** Whether the attempt before failed at this cluster. */
export function wasSilentBefore(environment: Environment, { address }: Cluster): boolean {
  const failure = failureOfLast(environment);
  if (failure?.class !== 'unreachable' && failure?.class !== 'occupied') return false;
  return failure.addresses.includes(address);
}

function failureOfLast(environment: Environment) {
  if (isDoomed(environment)) return environment.destruction.failure;
  return environment.status === 'failed' ? environment.failure : undefined;
}
