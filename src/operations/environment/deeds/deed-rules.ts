import type { Actor, SelfApproval } from '../../../domain/access/actor';
import { type AccessRequest, authorizeOn, hasRole } from '../../../domain/access/authorize';
import { DomainError } from '../../../domain/base/errors';
import { type Instant, minute, plus } from '../../../domain/base/time';
import { allowOffer, allowUse, type Asker, type UseRequest } from '../../../domain/environment/allow-use';
import type { UserCommand } from '../../../domain/environment/decide';
import { unaccountedIn } from '../../../domain/environment/decisions/unaccounted';
import type { Deed } from '../../../domain/environment/decisions/deed';
import { type Environment, isDoomed } from '../../../domain/environment/environment';
import { needsApprover } from '../../../domain/limits/budget';
import { extensionStop } from '../../../domain/limits/heeded-budget';
import { reasonsForAnother } from '../../../domain/environment/plan';

/** Who wants to do something; `asker` is absent where the catalog was not read. */
export interface Doer {
  actor: Actor;
  asker?: Asker | undefined;
  selfApproval: SelfApproval;
  /** When: until a month ends, a budget may leave something to approvers. */
  now: Instant;
  /** A stricter right, where this request needs one. */
  needs?: AccessRequest | undefined;
  /** The order of its stack that asks for it, where one does. */
  order?: number | undefined;
}

/** What is said once of each deed: the operation asks it before it decides, and so does whoever is told what they may do. */
interface DeedRule {
  /** The right that it needs, which may depend on the environment as it is. */
  access: (environment: Environment, now: Instant) => AccessRequest;
  /** Throws what else forbids it, once the actor has the right. */
  allow?: (doer: Doer, environment: Environment) => void;
  /** What is asked at the least: whoever is refused this is refused whatever they ask. */
  least: (environment: Environment, doer: Doer) => UserCommand;
}

const shortest = '1m';
const anything = { type: 'aws_instance', attribute: null };
const anyKey = `MCowBQYDK2VuAyEA${'A'.repeat(43)}=`;
const anySchedule = '20:00-07:00 UTC';
const operate = (what: string) => () => ({ need: 'operate', what }) as const;

/** The deeds and what they ask for. */
export const deedRules: Record<Deed, DeedRule> = {
  change: {
    access: operate('change'),
    allow: allowSomeVersion,
    least: ({ wanted: spec, cost }, { actor }) => ({
      type: 'change',
      spec,
      cost,
      planOnly: false,
      by: actor.id,
    }),
  },
  extend: {
    access: ({ budget, heeded = [] }, now) => {
      if (budget && needsApprover(budget)) return { need: 'approve', what: 'extend (its budget is used up)' };
      // Its owner is refused with the numbers of the budget that stops it, which an access request has not.
      if (extensionStop(heeded, now)) return { need: 'approve', what: 'extend', ownerMayApprove: true };
      return { need: 'operate', what: 'extend' };
    },
    least: (_, { actor }) => extensionBy(actor, shortest),
  },
  sleep: {
    access: operate('put to sleep'),
    least: (_, { actor }) => ({ type: 'sleep', by: actor.id }),
  },
  wake: {
    access: operate('wake'),
    least: (_, { actor }) => ({ type: 'wake', by: actor.id }),
  },
  schedule: {
    access: operate('schedule the sleep of'),
    least: ({ schedule }, { actor }) => ({
      type: 'schedule',
      sleep: schedule ? null : anySchedule,
      by: actor.id,
    }),
  },
  destroy: {
    access: operate('destroy'),
    least: (_, { actor }) => ({ type: 'destroy', by: actor.id }),
  },
  approve: {
    access: ({ run }) => {
      const another = run?.phase === 'awaiting-approval' ? reasonsForAnother(run.plan) : [];
      return { need: 'approve', what: 'approve a plan of', ownerMayApprove: another.length === 0 };
    },
    allow: allowApproval,
    least: (environment, doer) => approvalOf(digestIn(environment), doer),
  },
  reject: {
    access: () => ({ need: 'approve', what: 'reject a plan of', ownerMayApprove: true }),
    least: (environment, { actor }) => ({
      type: 'reject',
      planDigest: digestIn(environment),
      reason: '',
      by: actor.id,
    }),
  },
  cancel: {
    access: operate('cancel the run of'),
    least: (_, { actor }) => ({ type: 'cancel', by: actor.id }),
  },
  retry: {
    access: operate('retry'),
    allow: allowRetry,
    least: (_, { actor }) => ({ type: 'retry', by: actor.id }),
  },
  unlock: {
    access: operate('unlock the state of'),
    least: (_, { actor }) => ({ type: 'unlock', lock: '', by: actor.id }),
  },
  disown: {
    access: operate('disown a resource of'),
    allow: personFor('a person who checked', 'disown a resource of'),
    least: (environment, { actor }) => ({
      type: 'disown',
      address: (isDoomed(environment) && unaccountedIn(environment.destruction)[0]) || '',
      by: actor.id,
    }),
  },
  'check-drift': {
    access: operate('check for drift'),
    least: (_, { actor }) => ({ type: 'check-drift', by: actor.id }),
  },
  'expect-drift': {
    access: operate('expect drift of'),
    least: ({ drift }, { actor, now }) => ({
      type: 'expect-drift',
      cause: drift?.causes[0] ?? '',
      what: anything,
      reason: '',
      until: plus(now, minute),
      by: actor.id,
    }),
  },
  rotate: {
    access: operate('rotate'),
    least: (_, { actor }) => ({ type: 'rotate', dryRun: true, by: actor.id }),
  },
  eject: {
    access: operate('eject'),
    allow: personFor('a person', 'eject'),
    least: (_, { actor }) => ({ type: 'eject', key: anyKey, by: actor.id }),
  },
};

/** Throws unless the doer has the right to the deed, or the stricter one that this request needs, whatever the environment makes of it then. */
export function permit(deed: Deed, doer: Doer, environment: Environment): void {
  const { access, allow } = deedRules[deed];
  authorizeOn(doer.actor, environment, doer.needs ?? access(environment, doer.now));
  refuseAlone(deed, doer, environment);
  allow?.(doer, environment);
}

/** By which command of the stack it is done that is not done to a component alone. */
const ofStack: Partial<Record<Deed, string>> = { change: 'apply', extend: 'extend', destroy: 'destroy' };

function refuseAlone(deed: Deed, { order }: Doer, { name, stack }: Environment): void {
  const command = ofStack[deed];
  if (!stack || command === undefined || order !== undefined) return;
  throw new DomainError('PartOfStack', { name, stack: stack.name, what: deed, command });
}

/** A longer lease, which approvers may have whatever the budgets of owner and team say. */
export function extensionBy(
  actor: Actor,
  ttl: string,
  within: readonly Pick<Environment, 'name' | 'lease'>[] = [],
): UserCommand {
  return { type: 'extend', ttl, by: actor.id, mayExceed: hasRole(actor, 'approver'), within };
}

/** A yes to one plan, by whoever says it. */
export function approvalOf(
  planDigest: string,
  { actor, selfApproval }: Pick<Doer, 'actor' | 'selfApproval'>,
): UserCommand {
  return { type: 'approve', planDigest, by: actor.id, formerly: actor.formerly, selfApproval };
}

/** Another version may be asked for where the present one is withdrawn: its policy is the newest one's in any case. */
function allowSomeVersion({ asker }: Doer, seen: Environment): void {
  const request = requestFor(seen, 'change');
  try {
    allowUse(offered(asker, seen), request);
  } catch {
    allowUse(offered(asker, seen), { ...request, version: undefined, bundle: undefined });
  }
}

/** Approvers may approve whatever role and team template and target ask of those who build. */
function allowApproval({ actor, asker }: Doer, seen: Environment): void {
  const allow = hasRole(actor, 'approver') ? allowOffer : allowUse;
  allow(offered(asker, seen), requestFor(seen, 'approve plans for'));
}

/** A destroy is tried again whatever the stage offers. */
function allowRetry({ asker }: Doer, seen: Environment): void {
  if (!isDoomed(seen)) allowUse(offered(asker, seen), requestFor(seen, 'retry'));
}

/** Only a person looks up whether something is theirs, and answers for a copy of secrets. */
function personFor(need: string, what: string): NonNullable<DeedRule['allow']> {
  return ({ actor }, { name }) => {
    if (actor.kind === 'person') return;
    throw new DomainError('Forbidden', { actor: actor.name || actor.id, need, what: `${what} '${name}'` });
  };
}

/** Where the catalog was left unread, the environment was on its way out, and is another life by now. */
function offered(asker: Asker | undefined, { name }: Environment): Asker {
  if (!asker) throw new DomainError('VersionConflict', { name });
  return asker;
}

/** What is asked for by whoever has an environment built as it is wanted now, where it is. */
function requestFor({ wanted, target }: Environment, what: string): UseRequest {
  const { name: template, version, bundle } = wanted.template;
  return { template, version, bundle, target, what };
}

function digestIn({ run }: Environment): string {
  return run?.phase === 'awaiting-approval' ? run.plan.digest : '';
}
