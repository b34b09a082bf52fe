import type { Actor } from '../../domain/access/actor';
import { type AccessRequest, authorizeOn } from '../../domain/access/authorize';
import { decideEnvironment } from '../../domain/environment/decide';
import { unexpectedAt } from '../../domain/environment/drift/expected-drift';
import type { Environment } from '../../domain/environment/environment';
import type { RequestKey } from '../../domain/registry/entry';
import { requestOf } from '../../domain/registry/requests';
import type { StackRequest } from '../../domain/stack/entry/stack-commands';
import type { StackEntry } from '../../domain/stack/entry/stack-entry';
import { stackKind } from '../../domain/stack/entry/stack-kind';
import { keyOf } from '../../domain/stack/names';
import { approvalOf, permit } from '../environment/deeds/deed-rules';
import { askerOf } from '../environment/deeds/read-offer';
import { readEnvironment } from '../environment/environments';
import type { Deps } from '../ports/deps';
import { decideAndSave } from '../registry/decide-and-save';
import { deliver } from '../registry/deliver';
import { readStack, stacks } from './stacks';

/** What every command of a user has: the caller, the stack, and the key if it may be sent twice. */
export interface StackInput {
  actor: Actor;
  stack: string;
  request?: RequestKey | undefined;
}

/** Makes the lease of all components longer by a ttl. */
export function extendStack(input: StackInput & { ttl: string }, deps: Deps): Promise<StackEntry> {
  const { actor: by, ttl } = input;
  return command(input, { access: operate('extend'), asked: { type: 'extend', ttl, by } }, deps);
}

/** Wants all of it gone, consumers before producers; asking again changes nothing. */
export function destroyStack(input: StackInput, deps: Deps): Promise<StackEntry> {
  const { actor: by } = input;
  return command(input, { access: operate('destroy'), asked: { type: 'destroy', by } }, deps);
}

/** Tries again what failed, was refused, or cannot end, and applies once more what is known to have drifted. */
export async function retryStack(input: StackInput, deps: Deps): Promise<StackEntry> {
  const { actor: by, stack } = input;
  const drifted = await driftedIn(await readStack(stack, deps), deps);
  return command(input, { access: operate('retry'), asked: { type: 'retry', drifted, by } }, deps);
}

/** The components with drift that nobody expects. */
async function driftedIn({ id, name, components }: StackEntry, deps: Deps): Promise<string[]> {
  const seen = await Promise.all(
    Object.keys(components).map(async (component) => ({
      component,
      environment: await deps.registry.get(keyOf(name, component)),
    })),
  );
  const isDrifted = (one: Environment | undefined) =>
    one?.stack?.id === id && unexpectedAt(one, deps.clock()).length > 0;
  return seen.filter(({ environment }) => isDrifted(environment)).map(({ component }) => component);
}

/** Stops what is under way, as far as that can be stopped; what is there stays as it is. */
export function cancelStack(input: StackInput & { revision: number }, deps: Deps): Promise<StackEntry> {
  const { actor: by, revision } = input;
  return command(input, { access: operate('cancel'), asked: { type: 'cancel', revision, by } }, deps);
}

/** A no to the revision in force: what was never built of it ends. */
export function rejectStack(
  input: StackInput & { revision: number; reason?: string | undefined },
  deps: Deps,
): Promise<StackEntry> {
  const { actor: by, revision, reason = '' } = input;
  const access = { need: 'approve', what: 'reject a revision of the stack', ownerMayApprove: true } as const;
  return command(input, { access, asked: { type: 'reject', revision, reason, by } }, deps);
}

/**
 * A yes to plans that were read, each by its digest, and to ends of components. Each plan is held against the rule of its own
 * component first, so that a yes that its environment would refuse is refused here, before anything is approved.
 */
export async function approveStack(
  input: StackInput & { plans: Readonly<Record<string, string>> },
  deps: Deps,
): Promise<StackEntry> {
  const { actor: by, plans } = input;
  const digests = Object.entries(plans).filter(([, plan]) => plan !== 'destroy');
  for (const [component, digest] of digests) await refusePlan({ input, component, digest }, deps);
  // Who may have a component taken away is who may destroy it.
  const need = digests.length === Object.keys(plans).length ? 'approve' : 'operate';
  const access = { need, what: 'approve plans of the stack', ownerMayApprove: true } as const;
  return command(input, { access, asked: { type: 'approve', plans, by } }, deps);
}

function operate(what: string): AccessRequest {
  return { need: 'operate', what: `${what} the stack` };
}

async function refusePlan(
  { input, component, digest }: { input: StackInput; component: string; digest: string },
  deps: Deps,
): Promise<void> {
  const { actor, stack } = input;
  const environment = await readEnvironment(keyOf(stack, component), deps);
  const doer = {
    actor,
    asker: await askerOf(actor, deps),
    selfApproval: deps.selfApproval,
    now: deps.clock(),
  };
  permit('approve', doer, environment);
  decideEnvironment(environment, approvalOf(digest, doer), { now: doer.now, newId: environment.id });
}

/** What is asked, and which right to the stack that needs. */
interface Wanted {
  access: AccessRequest;
  asked: StackRequest;
}

async function command(
  { actor, stack, request }: StackInput,
  { access, asked }: Wanted,
  deps: Deps,
): Promise<StackEntry> {
  const place = { kind: stackKind, entries: deps.stacks, key: stack };
  const toCommands = (seen: StackEntry) => {
    authorizeOn(actor, seen, access);
    return [{ ...asked, request: requestOf(actor, request) }];
  };
  return deliver(stacks, (await decideAndSave(place, toCommands, deps)).entry, deps);
}
