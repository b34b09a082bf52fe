import { type Birth, createEnvironment } from './decisions/create-environment';
import type { Change, Moment } from './decisions/change';
import { destroyEnvironment } from './decisions/destroy-environment';
import { beginApply, beginVerify, type Claim, claimRun } from './decisions/runner-commands';
import { settleRun, type Settlement } from './decisions/settle-run';
import * as user from './decisions/user-commands';
import { noteHeartbeat, tickEnvironment } from './decisions/act-on-timers';
import { DomainError } from '../base/errors';
import type { Effect, Environment, Spec } from './environment';
import { type DomainEvent, eventId } from './events';
import type { CostSummary } from '../cost/cost-summary';
import { latest } from '../base/time';

/** The key of a request that may be sent twice, and the digest of what it asks. */
export interface RequestKey {
  key: string;
  digest: string;
}

/** What a person or workload may ask of an environment. */
export type UserCommand =
  | { type: 'change'; spec: Spec; planOnly: boolean; cost: CostSummary; by: string }
  | { type: 'extend'; ttl: string; by: string }
  | { type: 'destroy'; by: string }
  | { type: 'approve'; planDigest: string; by: string }
  | { type: 'reject'; planDigest: string; by: string; reason: string }
  | { type: 'cancel'; by: string }
  | { type: 'retry'; by: string }
  | { type: 'unlock'; lock: string; by: string };

/** What the runner, the workflows and the sweep say. */
export type SystemCommand =
  | ({ type: 'claim-run' } & Claim)
  | ({ type: 'begin-apply'; planDigest: string } & Claim)
  | ({ type: 'begin-verify' } & Claim)
  | { type: 'note-heartbeat'; run: string; counter: number }
  | ({ type: 'settle-run' } & Settlement)
  | { type: 'tick' }
  | { type: 'delivered'; events: string[]; effects: Effect[] };

export type Command = (UserCommand & { request?: RequestKey | undefined }) | SystemCommand;

/** The environment after a decision, with what happened and what is to be done; `environment` is the one given if nothing changed. */
export interface Decision {
  environment: Environment;
  events: DomainEvent[];
  effects: Effect[];
}

/** While this many events or effects are undelivered, users' commands are refused as busy; expiry and destroy still pass. */
const outboxLimit = 16;
const rememberedRequests = 16;

/** Decides a command at a moment: the only place where it is said what may happen to an environment, and when. */
export function decide(environment: Environment, command: Command, moment: Moment): Decision {
  const now = latest(moment.now, environment.updatedAt);
  if (isRepeated(environment, command)) return { environment, events: [], effects: [] };
  if ('by' in command && command.type !== 'destroy') refuseWhenFull(environment);
  const change = apply(environment, command, { ...moment, now });
  if (!change) return { environment, events: [], effects: [] };
  return seal(remember(change, command), now);
}

/** The first decision of a life. */
export function decideBirth(birth: Birth, request: RequestKey | undefined, moment: Moment): Decision {
  const change = createEnvironment(birth, moment);
  const requests = request ? [request] : [];
  return seal({ ...change, environment: { ...change.environment, requests } }, moment.now);
}

function apply(environment: Environment, command: Command, moment: Moment): Change | null {
  switch (command.type) {
    case 'change':
      return user.changeEnvironment(environment, command, moment);
    case 'extend':
      return user.extendEnvironment(environment, command, moment);
    case 'destroy':
      return destroyEnvironment(environment, { by: command.by, reason: 'requested' }, moment);
    case 'approve':
      return user.approvePlan(environment, command, moment);
    case 'reject':
      return user.rejectPlan(environment, command, moment);
    case 'cancel':
      return user.cancelRun(environment, command, moment);
    case 'retry':
      return user.retryRun(environment, command, moment);
    case 'unlock':
      return user.unlockState(environment, command);
    case 'claim-run':
      return claimRun(environment, command, moment);
    case 'begin-apply':
      return beginApply(environment, command, moment);
    case 'begin-verify':
      return beginVerify(environment, command, moment);
    case 'note-heartbeat':
      return noteHeartbeat(environment, command, moment);
    case 'settle-run':
      return settleRun(environment, command, moment);
    case 'tick':
      return tickEnvironment(environment, moment);
    case 'delivered':
      return forgetDelivered(environment, command);
  }
}

function isRepeated(environment: Environment, command: Command): boolean {
  return 'request' in command && remembers(environment, command.request);
}

/** Whether this request was decided before; IdempotencyKeyReused when its key was, with another body. */
export function remembers({ requests }: Environment, request: RequestKey | undefined): boolean {
  const before = request && requests.find((seen) => seen.key === request.key);
  if (!request || !before) return false;
  if (before.digest === request.digest) return true;
  // A remembered key stands behind the name of who used it.
  throw new DomainError('IdempotencyKeyReused', { key: request.key.split(' ').at(-1) ?? '' });
}

function refuseWhenFull({ name, outbox, effects }: Environment): void {
  if (Math.max(outbox.length, effects.length) >= outboxLimit) throw new DomainError('OutboxFull', { name });
}

function remember(change: Change, command: Command): Change {
  if (!('request' in command) || !command.request) return change;
  const requests = [...change.environment.requests, command.request].slice(-rememberedRequests);
  return { ...change, environment: { ...change.environment, requests } };
}

function forgetDelivered(
  environment: Environment,
  { events, effects }: { events: string[]; effects: Effect[] },
): Change | null {
  const done = new Set(effects.map((effect) => JSON.stringify(effect)));
  const outbox = environment.outbox.filter((event) => !events.includes(event.id));
  const left = environment.effects.filter((effect) => !done.has(JSON.stringify(effect)));
  if (outbox.length === environment.outbox.length && left.length === environment.effects.length) return null;
  return { environment: { ...environment, outbox, effects: left }, events: [], effects: [] };
}

/** Numbers the events, appends them and the effects to the item, and moves its version on. */
function seal({ environment, events: drafts, effects }: Change, now: string): Decision {
  const { id: life, name } = environment;
  const events = drafts.map((draft, index): DomainEvent => {
    const seq = environment.seq + index + 1;
    const { type, actor, data = {} } = draft;
    return { id: eventId(life, seq), life, environment: name, seq, type, at: now, actor, data };
  });
  const sealed: Environment = {
    ...environment,
    version: environment.version + 1,
    updatedAt: now,
    seq: environment.seq + events.length,
    outbox: [...environment.outbox, ...events],
    effects: [...environment.effects, ...effects],
  };
  return { environment: sealed, events, effects };
}
