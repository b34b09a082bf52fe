import { leasehold } from '../../access/actor';
import { counted } from '../../base/counted';
import { DomainError } from '../../base/errors';
import type { Instant } from '../../base/time';
import { isLeaseOver } from '../../lease';
import { type Environment, isLiving, type Living } from '../environment';
import { isAgeing, type LifeName, mostUsers, refuseOutliving, type WaitingEnd } from '../uses/references';
import { type Change, type Moment, unchanged } from './change';
import { destroyEnvironment } from './destroy-environment';

/** Promises a life that is about to be made that this one does not end before it; `until` null: it has no end. */
export interface UseReservation {
  life: string;
  user: LifeName;
  until: Instant | null;
}

/** Writes the promise; CannotBeUsed where it cannot be kept. Promised twice is promised once. */
export function reserveUse(
  environment: Environment,
  { life, user, until }: UseReservation,
  { now }: Moment,
): Change | null {
  const living = requireUsable(environment, life, now);
  const users = living.usedBy ?? [];
  refuseOutliving({ name: user.name, ends: until }, living);
  const known = users.find(({ id }) => id === user.id);
  if (known && !isAgeing(known, now)) return unchanged;
  if (known)
    return quiet({ ...living, usedBy: users.map((one) => (one === known ? { ...user, at: now } : one)) });
  if (users.length >= mostUsers)
    throw cannot(living, `it is used by ${counted(mostUsers, 'environment')}, the maximum`);
  return quiet({ ...living, usedBy: [...users, { ...user, at: now }] });
}

/** The life as one that others may rely on. */
export function requireUsable(environment: Environment, life: string, now: Instant): Living {
  const { name, id, status, lease, ending } = environment;
  if (id !== life || !isLiving(environment)) throw cannot({ name }, `it is ${id === life ? status : 'gone'}`);
  if (status !== 'ready') throw cannot({ name }, `it is ${status}; it must be ready`);
  if (ending || isLeaseOver(lease, now)) throw cannot({ name }, 'its lease has ended');
  return environment;
}

function cannot({ name }: { name: string }, because: string): DomainError<'CannotBeUsed'> {
  return new DomainError('CannotBeUsed', { name, because });
}

/** Takes a promise back: its user has ended, or never was. What only waited for that ends now. */
export function releaseUse(
  environment: Environment,
  { life, user }: { life: string; user: string },
  moment: Moment,
): Change | null {
  const users = environment.usedBy ?? [];
  if (environment.id !== life || !users.some(({ id }) => id === user)) return unchanged;
  const { usedBy: _, ...rest } = environment;
  const left = users.filter(({ id }) => id !== user);
  const released = { ...rest, ...(left.length > 0 && { usedBy: left }) } as Environment;
  return endUnused(released, moment) ?? quiet(released);
}

/** The end that waited for others, once none is left. */
export function endUnused(environment: Environment, moment: Moment): Change | null {
  const { ending, usedBy = [] } = environment;
  if (!ending || usedBy.length > 0 || !isLiving(environment)) return unchanged;
  return destroyEnvironment(environment, { by: leasehold, reason: ending.reason }, moment);
}

/** Ends what nobody uses; of what is used, the users end first, and it waits for them. */
export function endWithUsers(living: Living, reason: WaitingEnd['reason'], moment: Moment): Change | null {
  if ((living.usedBy ?? []).length === 0)
    return destroyEnvironment(living, { by: leasehold, reason }, moment);
  if (living.ending) return unchanged;
  return {
    environment: { ...living, ending: { reason, since: moment.now } },
    events: [],
    effects: [{ type: 'end-users', life: living.id }],
  };
}

/** Ends a life because one that it uses ends; another life of the name is left alone. */
export function endForProducer(
  environment: Environment,
  { life, reason }: { life: string; reason: WaitingEnd['reason'] },
  moment: Moment,
): Change | null {
  if (environment.id !== life || !isLiving(environment)) return unchanged;
  return endWithUsers(environment, reason, moment);
}

/** Refuses a person to end what others use. */
export function refuseUsed({ name, usedBy = [] }: Environment): void {
  if (usedBy.length > 0) throw new DomainError('InUse', { name, by: usedBy.map((one) => one.name) });
}

function quiet(environment: Environment): Change {
  return { environment, events: [], effects: [] };
}
