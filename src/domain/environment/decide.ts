import { type Birth, createEnvironment } from './decisions/create-environment';
import type { Change, Moment } from './decisions/change';
import { destroyEnvironment } from './decisions/destroy-environment';
import { extendEnvironment, type Extension } from './decisions/extend-environment';
import { type BudgetNews, heedBudget } from './decisions/heed-budget';
import { disownResource } from './decisions/disown-resource';
import { beginApply, beginVerify, type Claim, claimRun, type FirstClaim } from './decisions/runner-commands';
import { noteWaiting, type WaitingNote } from './decisions/note-waiting';
import { loseEmulator } from './decisions/lose-emulator';
import { startAgain } from './decisions/start-again';
import { scheduleSleep, sleepEnvironment } from './decisions/sleep-environment';
import { isNewOrder, setEnd, withOrder } from './stack/take-order';
import { settleRun, type Settlement } from './decisions/settle-run';
import * as user from './decisions/user-commands';
import {
  endForProducer,
  refuseUsed,
  releaseUse,
  reserveUse,
  type UseReservation,
} from './decisions/use-environment';
import type { WakeRoom } from './decisions/act-on-schedule';
import { noteHeartbeat, tickEnvironment } from './decisions/act-on-timers';
import type { CheckRoom } from './drift/check-on-schedule';
import { checkDrift, type CheckSettlement, heedDrift, settleCheck } from './drift/check-drift';
import { expectDrift, type Expectation } from './drift/expect-drift';
import { rotateEnvironment, type RotationRequest } from './rotation/rotate-environment';
import { ejectEnvironment } from './eject/eject-environment';
import type { EjectKey } from './eject/ejected';
import { DomainError } from '../base/errors';
import { type EntryDecision, decideEntry, type Delivered, seal } from '../registry/decide-entry';
import type { EntryChange, EntryEvent, RequestKey } from '../registry/entry';
import { withRequest } from '../registry/requests';
import { type Environment, isLiving } from './environment';
import type { Spec } from './spec';
import type { LifeName, WaitingEnd } from './uses/references';
import type { DomainEvent } from './events';
import type { Instant } from '../base/time';
import type { CostSummary } from '../cost/cost-summary';
import type { Failure } from './outcome';

/** What a person or workload may ask of an environment. */
export type UserCommand =
  | {
      type: 'change';
      spec: Spec;
      planOnly: boolean;
      cost: CostSummary;
      by: string;
      uses?: readonly LifeName[];
    }
  | ({ type: 'extend' } & Extension)
  | { type: 'sleep' | 'wake'; by: string }
  | { type: 'schedule'; sleep: string | null; by: string }
  | { type: 'destroy'; by: string }
  | ({ type: 'approve'; planDigest: string } & user.Approver)
  | { type: 'reject'; planDigest: string; by: string; reason: string }
  | { type: 'cancel'; by: string }
  | { type: 'retry'; by: string }
  | { type: 'unlock'; lock: string; by: string }
  | { type: 'set-end'; expiresAt: Instant | null; by: string }
  | { type: 'disown'; address: string; by: string }
  | { type: 'check-drift'; by: string }
  | { type: 'eject'; key: EjectKey; by: string }
  | ({ type: 'expect-drift' } & Expectation)
  | ({ type: 'rotate' } & RotationRequest);

/** What the runner, the workflows and the sweep say. */
export type SystemCommand =
  | ({ type: 'claim-run' } & FirstClaim)
  | ({ type: 'begin-apply'; planDigest: string } & Claim)
  | ({ type: 'begin-verify' } & Claim)
  | ({ type: 'note-waiting' } & WaitingNote)
  | { type: 'start-again'; run: string }
  | { type: 'note-heartbeat'; run: string; counter: number }
  | ({ type: 'settle-run' } & Settlement)
  | ({ type: 'settle-check' } & CheckSettlement)
  | { type: 'lose-emulator'; failure: Failure }
  | ({ type: 'heed-budget' } & BudgetNews)
  | ({ type: 'reserve-use' } & UseReservation)
  | { type: 'release-use'; life: string; user: string }
  | { type: 'end-for-producer'; life: string; reason: WaitingEnd['reason'] }
  | { type: 'tick'; wake?: WakeRoom | undefined; check?: CheckRoom | undefined };

/** What an environment decides by itself. */
export type EnvironmentCommand = (UserCommand & Sent) | SystemCommand;

/** How a command came: under a key that it may be sent again with, and by which order of the stack, if by one. */
interface Sent {
  request?: RequestKey | undefined;
  order?: number | undefined;
}

/** Everything that can be decided about an environment. */
export type Command = EnvironmentCommand | Delivered;

/** The environment after a decision, with what happened and what is to be done; `environment` is the one given if nothing changed. */
export interface Decision extends Omit<EntryDecision<Environment>, 'entry'> {
  environment: Environment;
}

/** While this many events or effects are undelivered, users' commands are refused as busy; expiry and destroy still pass. */
const outboxLimit = 16;

/** Decides a command at a moment: the only place where it is said what may happen to an environment, and when. */
export function decide(environment: Environment, command: Command, { now, newRun }: Moment): Decision {
  const kind = { decide: decideEnvironment, toEvent: toDomainEvent };
  return ofEnvironment(decideEntry({ kind, seen: environment }, command, { now, newId: newRun }));
}

/** The first decision of a life. */
export function decideBirth(birth: Birth, request: RequestKey | undefined, moment: Moment): Decision {
  const { environment, ...change } = createEnvironment(birth, moment);
  const requests = request ? withRequest(environment, request, moment.now) : environment.requests;
  const born = { ...change, entry: { ...environment, requests } };
  return ofEnvironment(seal({ toEvent: toDomainEvent }, born, moment.now));
}

/** What a command changes about an environment. */
export function decideEnvironment(
  seen: Environment,
  command: EnvironmentCommand,
  { now, newId }: { now: string; newId: string },
): EntryChange<Environment> | null {
  if ('by' in command && command.type !== 'destroy') refuseWhenFull(seen);
  const order = 'by' in command ? command.order : undefined;
  if (order !== undefined && !isNewOrder(seen, order)) return null;
  const decided = apply(seen, command, { now, newRun: newId });
  const applied = decided && heedDrift(seen, decided, { now, newRun: newId });
  const change = order === undefined ? applied : withOrder(seen, applied, order);
  return change && { entry: change.environment, events: change.events, effects: change.effects };
}

/** The event of the environment's present life. */
export function toDomainEvent({ id: life, name }: Environment, event: EntryEvent): DomainEvent {
  const type = event.type as DomainEvent['type'];
  return { ...event, type, life, environment: name };
}

function ofEnvironment({ entry: environment, ...rest }: EntryDecision<Environment>): Decision {
  return { environment, ...rest };
}

function apply(environment: Environment, command: EnvironmentCommand, moment: Moment): Change | null {
  return 'by' in command
    ? applyOfUser(environment, command, moment)
    : applyOfSystem(environment, command, moment);
}

function applyOfUser(environment: Environment, command: UserCommand, moment: Moment): Change | null {
  switch (command.type) {
    case 'change':
      return user.changeEnvironment(environment, command, moment);
    case 'extend':
      return extendEnvironment(environment, command, moment);
    case 'sleep':
    case 'wake':
      return sleepEnvironment(environment, { to: command.type, by: command.by }, moment);
    case 'schedule':
      return scheduleSleep(environment, command, moment);
    case 'destroy':
      if (isLiving(environment)) refuseUsed(environment);
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
    case 'set-end':
      return setEnd(environment, command);
    case 'disown':
      return disownResource(environment, command, moment);
    case 'check-drift':
      return checkDrift(environment, command, moment);
    case 'eject':
      return ejectEnvironment(environment, command, moment);
    case 'expect-drift':
      return expectDrift(environment, command, moment);
    case 'rotate':
      return rotateEnvironment(environment, command, moment);
  }
}

function applyOfSystem(environment: Environment, command: SystemCommand, moment: Moment): Change | null {
  switch (command.type) {
    case 'claim-run':
      return claimRun(environment, command, moment);
    case 'begin-apply':
      return beginApply(environment, command, moment);
    case 'begin-verify':
      return beginVerify(environment, command, moment);
    case 'note-waiting':
      return noteWaiting(environment, command, moment);
    case 'start-again':
      return startAgain(environment, command.run);
    case 'note-heartbeat':
      return noteHeartbeat(environment, command, moment);
    case 'settle-run':
      return settleRun(environment, command, moment);
    case 'settle-check':
      return settleCheck(environment, command, moment);
    case 'lose-emulator':
      return loseEmulator(environment, command, moment);
    case 'heed-budget':
      return heedBudget(environment, command, moment);
    case 'reserve-use':
      return reserveUse(environment, command, moment);
    case 'release-use':
      return releaseUse(environment, command, moment);
    case 'end-for-producer':
      return endForProducer(environment, command, moment);
    case 'tick':
      return tickEnvironment(environment, command, moment);
  }
}

function refuseWhenFull({ name, outbox, effects }: Environment): void {
  if (Math.max(outbox.length, effects.length) >= outboxLimit) throw new DomainError('OutboxFull', { name });
}
