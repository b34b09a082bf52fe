import { DomainError, invalid } from '../../base/errors';
import { type Doomed, type Environment, isDoomed, mostDisowned } from '../environment';
import { unaccountedIn } from './unaccounted';
import { type Change, type EventDraft, type Moment, requireIdle, unchanged } from './change';
import { attemptDestroy } from './destroy-environment';

/**
 * Notes a person's word that what cannot be accounted for at one address is not of this life, or was never made. With the last
 * such address the destroy goes on at once.
 */
export function disownResource(
  environment: Environment,
  { address, by }: { address: string; by: string },
  moment: Moment,
): Change | null {
  const doomed = requireDoomed(environment);
  const { disowned = [] } = doomed.destruction;
  if (disowned.some((one) => one.address === address)) return unchanged;
  requireIdle(doomed);
  const open = unaccountedIn(doomed.destruction);
  if (!open.includes(address)) throw new DomainError('NotUnaccounted', { name: doomed.name, address, open });
  if (disowned.length === mostDisowned)
    throw invalid('address', `at most ${mostDisowned} addresses of one life can be disowned`);
  const destruction = { ...doomed.destruction, disowned: [...disowned, { address, by, at: moment.now }] };
  const noted: EventDraft = { type: 'ResourceDisowned', actor: by, data: { address } };
  const next = goOn({ ...doomed, destruction }, by, moment);
  return { ...next, events: [noted, ...next.events] };
}

function requireDoomed(environment: Environment): Doomed {
  if (isDoomed(environment)) return environment;
  const { name, status } = environment;
  throw new DomainError('WrongStatus', { name, status, what: 'disown a resource of' });
}

function goOn(doomed: Doomed, by: string, moment: Moment): Change {
  if (unaccountedIn(doomed.destruction).length > 0) return { environment: doomed, events: [], effects: [] };
  return attemptDestroy(doomed, by, moment);
}
