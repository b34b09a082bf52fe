import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/base/canonical-json';
import { DomainError, isDomainError } from '../../domain/base/errors';
import { unexpectedAt } from '../../domain/environment/drift/expected-drift';
import type { Environment } from '../../domain/environment/environment';
import type { LifeName } from '../../domain/environment/uses/references';
import { endOf } from '../../domain/stack/entry/ends';
import type { StackEffect, StackEntry } from '../../domain/stack/entry/stack-entry';
import { stackKind } from '../../domain/stack/entry/stack-kind';
import { keyOf } from '../../domain/stack/names';
import type { ResolvedComponent } from '../../domain/stack/resolved-stack';
import type { Inputs } from '../../domain/template/template';
import { approvePlan } from '../environment/approve-plan';
import { changeEnvironment } from '../environment/change-environment';
import { createEnvironment } from '../environment/create-environment';
import { readEnvironment } from '../environment/environments';
import { releaseProducer } from '../environment/references/hold-producers';
import { orderComponent, type StackOrder } from '../environment/order-component';
import type { Deps } from '../ports/deps';
import { decideAndSave } from '../registry/decide-and-save';
import { consentedTo } from './consent/planned-life';
import { resolveValues } from './resolve-values';

/** An order with the stack that gave it. */
interface Carried {
  effect: StackEffect;
  stack: StackEntry;
  name: string;
}

/**
 * Carries out a command of a stack. What the environment refuses is an answer to the stack; what cannot be done now is thrown, and
 * done by the sweep.
 */
export async function carryOut(effect: StackEffect, stack: StackEntry, deps: Deps): Promise<void> {
  const carried = { effect, stack, name: keyOf(stack.name, effect.component) };
  try {
    if ((await command(carried, deps)) === 'unneeded') await answer(carried, { answer: 'unneeded' }, deps);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await answer(carried, { answer: 'refused', reason: error.message }, deps);
  }
}

/** What is over soon is no refusal: another run, another writer, a use that has not been taken back yet, what AWS does not answer. */
function isRefusal(error: unknown): error is DomainError {
  if (
    !isDomainError(error) ||
    ['RunActive', 'VersionConflict', 'InUse', 'CorruptRecord'].includes(error.code)
  )
    return false;
  return ['invalid', 'forbidden', 'not-found', 'conflict'].includes(error.kind);
}

type Answer = { answer: 'unneeded' } | { answer: 'refused'; reason: string };

async function answer({ effect, stack }: Carried, given: Answer, deps: Deps): Promise<void> {
  const { component, n } = effect;
  const place = { kind: stackKind, entries: deps.stacks, key: stack.name };
  const told = { type: 'answered' as const, component, n, ...given };
  await decideAndSave(place, (seen) => (seen.id === stack.id ? [told] : []), deps);
}

async function command(carried: Carried, deps: Deps): Promise<'done' | 'unneeded'> {
  const { effect } = carried;
  switch (effect.kind) {
    case 'create':
      return create(carried, deps);
    case 'change':
      return change(carried, deps);
    case 'approve':
      return approve(carried, deps);
    case 'destroy':
      await releaseOwn(carried, deps);
      await orderComponent(ordered(carried), stackOrder(effect), deps);
      return 'done';
    default:
      await orderComponent(ordered(carried), stackOrder(effect), deps);
      return 'done';
  }
}

/** Promises to components that use it no more: the stack lets nothing end that one of its own uses. */
async function releaseOwn({ name, stack }: Carried, deps: Deps): Promise<void> {
  const seen = await readEnvironment(name, deps);
  const own = (seen.usedBy ?? []).filter((user) => user.name.startsWith(`${stack.name}.`));
  for (const user of own) await releaseProducer(seen, user.id, deps);
}

function stackOrder({ kind, by, plan = '', endsAt = null }: StackEffect): StackOrder {
  if (kind === 'reject') return { type: 'reject', planDigest: plan, reason: 'the stack', by };
  if (kind === 'set-end') return { type: 'set-end', expiresAt: endsAt, by };
  return { type: kind as 'cancel' | 'destroy' | 'retry', by };
}

function ordered({ effect, name }: Carried) {
  return { name, life: effect.life ?? '', order: effect.n };
}

async function create(carried: Carried, deps: Deps): Promise<'done'> {
  const { effect, stack, name } = carried;
  const wanted = await wantedOf(carried, deps);
  const { template, target } = wanted;
  const { inputs, uses } = await valuesOf(carried, wanted, deps);
  const { life, comparison, planOnly } = await consentedTo(
    stack,
    { component: effect.component, wanted },
    deps,
  );
  const now = deps.clock();
  const lease = { ...stack.lease, startedAt: now, expiresAt: endOf(stack, effect.component), extensions: 0 };
  await createEnvironment(
    {
      ...asked(carried),
      name,
      template: template.name,
      version: template.version,
      inputs,
      ...(target !== undefined && { target }),
      planOnly,
      component: {
        part: partOf(carried),
        owner: stack.owner,
        team: stack.team,
        lease,
        uses,
        life,
        comparison,
      },
    },
    deps,
  );
  return 'done';
}

function partOf({ effect, stack }: Carried) {
  return { name: stack.name, component: effect.component, id: stack.id, order: effect.n };
}

async function change(carried: Carried, deps: Deps): Promise<'done' | 'unneeded'> {
  const { name, stack, effect } = carried;
  const wanted = await wantedOf(carried, deps);
  const { inputs, uses } = await valuesOf(carried, wanted, deps);
  const seen = await readLife(carried, deps);
  if (isSo(seen, wanted, inputs) && unexpectedAt(seen, deps.clock()).length === 0) return 'unneeded';
  const unset = Object.keys(seen.wanted.inputs).filter((input) => !Object.hasOwn(inputs, input));
  const { version } = wanted.template;
  const { comparison, planOnly } = await consentedTo(stack, { component: effect.component, wanted }, deps);
  await changeEnvironment(
    { ...asked(carried), name, version, inputs, unset, uses, planOnly, comparison },
    deps,
  );
  return 'done';
}

/** Whether the environment is made of just that, so that nothing needs to be planned unless it has drifted since. */
function isSo(
  { status, run, applied }: Environment,
  { template }: ResolvedComponent,
  inputs: Inputs,
): boolean {
  if (status !== 'ready' || run !== null || !applied) return false;
  return (
    applied.template.bundle === template.bundle && canonicalJson(applied.inputs) === canonicalJson(inputs)
  );
}

async function approve(carried: Carried, deps: Deps): Promise<'done'> {
  await readLife(carried, deps);
  const { plan = '' } = carried.effect;
  await approvePlan({ ...asked(carried), name: carried.name, planDigest: plan }, deps);
  return 'done';
}

async function readLife({ effect, name }: Carried, deps: Deps): Promise<Environment> {
  const { life = '' } = effect;
  const seen = await deps.registry.get(name);
  if (seen?.id !== life) throw new DomainError('LifeNotFound', { life });
  return seen;
}

/** On whose behalf, under which key, and by which order. */
function asked({ effect, stack }: Carried) {
  const { by, key, n: order } = effect;
  const actor = stack.people[by];
  if (!actor) throw new Error(`The stack ${stack.name} keeps no rights of ${by} for the order ${key}.`);
  const digest = createHash('sha256').update(key).digest('hex');
  return { actor, request: { key, digest }, order };
}

async function wantedOf({ effect, stack }: Carried, deps: Deps): Promise<ResolvedComponent> {
  const { components } = await deps.stackDocuments.read(stack.revision.digest);
  const wanted = components[effect.component];
  if (wanted) return wanted;
  const what = `Revision ${effect.revision} of the stack ${stack.name}`;
  throw new DomainError('CorruptRecord', { what, reason: `it has no component ${effect.component}` });
}

interface Values {
  inputs: Inputs;
  /** The lives without which it cannot be: those that it takes values of, and those that it comes after. */
  uses: LifeName[];
}

async function valuesOf(carried: Carried, wanted: ResolvedComponent, deps: Deps): Promise<Values> {
  const { actor } = asked(carried);
  const reading = { stack: carried.stack.name, actor, catalog: await deps.catalog.read() };
  const { inputs, producers } = await resolveValues(wanted, reading, deps);
  const before = await Promise.all(
    wanted.after.map((component) => readEnvironment(keyOf(carried.stack.name, component), deps)),
  );
  const byId = new Map([...producers, ...before].map(({ name, id }) => [id, { name, id }]));
  return { inputs, uses: [...byId.values()] };
}
