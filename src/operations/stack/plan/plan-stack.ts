import type { Actor } from '../../../domain/access/actor';
import {
  authorize,
  authorizeOn,
  authorizePlanning,
  authorizePreview,
  plannerOf,
} from '../../../domain/access/authorize';
import { invalid } from '../../../domain/base/errors';
import type { Lease } from '../../../domain/lease';
import type { RequestKey } from '../../../domain/registry/entry';
import { checkDocument } from '../../../domain/stack/entry/check-document';
import type { StackEntry } from '../../../domain/stack/entry/stack-entry';
import { leaseText, startStackLease } from '../../../domain/stack/entry/stack-lease';
import { hasStackEnded } from '../../../domain/stack/entry/stack-status';
import { keyOf } from '../../../domain/stack/names';
import { askPlan } from '../../../domain/stack/plan/decide-stack-plan';
import { componentPrice, type ComponentPrice } from '../../../domain/stack/plan/preview-order';
import type { StackPlan } from '../../../domain/stack/plan/stack-plan';
import { stackPlanKind } from '../../../domain/stack/plan/stack-plan-kind';
import { type StackPlanView, toStackPlanView } from '../../../domain/stack/plan/stack-plan-view';
import { parseReference } from '../../../domain/stack/reference';
import type { ResolvedStack } from '../../../domain/stack/resolved-stack';
import { askerOf } from '../../environment/deeds/read-offer';
import type { Deps } from '../../ports/deps';
import { readEntry } from '../../registry/decide-and-save';
import { deliver } from '../../registry/deliver';
import { confirmRequest, reserveRequest } from '../../registry/reserve-request';
import { allowComponents, type Versions } from '../allow-components';
import { documentDigest, wantedIn } from '../wanted-of';
import { holdPlan, releasePlan } from './hold-plan';
import { orderPreviews, type PlannedStack } from './order-previews';
import { stackPlans } from './stack-plans';

/** A resolved stack that is to be planned as a whole. */
export interface PlanStackInput {
  actor: Actor;
  stack: string;
  document: ResolvedStack;
  request?: RequestKey | undefined;
}

/**
 * Plans a whole stack, whatever of it exists:
 * 1. checks all that an apply of it checks,
 * 2. counts it among the plans of whoever asks, who may have so many at work,
 * 3. writes what each preview run is to plan,
 * 4. writes the plan, which is the promise to start them,
 * 5. starts a run for each component. Nothing is held, locked or changed.
 */
export async function planStack(input: PlanStackInput, deps: Deps): Promise<StackPlanView> {
  const { actor, stack, document, request } = input;
  authorize(actor, 'developer', 'plan stacks');
  const planner = plannerOf(actor, stack);
  if (document.stack !== stack) throw invalid('document.stack', `must be ${stack}, as in the path`);
  checkDocument(document);
  refuseStrangers(actor, document);
  const asker = await askerOf(planner, deps);
  const versions = allowComponents(document, asker);
  const wanted = { actor, request, of: 'stack-plan', id: deps.newId(), name: stack } as const;
  const reserved = await reserveRequest(wanted, ({ id }) => deps.stackPlans.get(id), deps);
  if (reserved.made) return toStackPlanView(reserved.made);
  const living = await readLiving(input, deps);
  const of: PlannedStack = {
    document,
    versions,
    living,
    asker,
    lease: leaseOf(input, { living, versions }, deps),
  };
  const plan = await writeInPlace({ id: reserved.id, by: actor.id, planner: planner.id }, of, deps);
  await confirmRequest({ ...wanted, id: plan.id }, deps);
  return toStackPlanView(await deliver(stackPlans, plan, deps));
}

/** The workflow of a pull request reads outputs of no other stack or environment than it may read anyway, also by no reference. */
function refuseStrangers(actor: Actor, { stack, components }: ResolvedStack): void {
  for (const { ref } of Object.values(components).flatMap(({ references }) => references)) {
    const reference = parseReference(ref);
    if (typeof reference === 'string') continue;
    if ('environment' in reference) authorizePreview(actor, reference.environment, 'read outputs of');
    else authorizePlanning(actor, reference.stack ?? stack, 'read outputs of');
  }
}

/** The stack as it is; null for one that there is not, or not any more. */
async function readLiving({ actor, stack }: PlanStackInput, { stacks }: Deps): Promise<StackEntry | null> {
  const seen = await stacks.get(stack);
  if (!seen || hasStackEnded(seen)) return null;
  // The rule for pull requests names the stack itself.
  if (actor.preview === undefined) authorizeOn(actor, seen, { need: 'operate', what: 'plan the stack' });
  return seen;
}

/** That of the stack, or the one that it would have if it were applied now. */
function leaseOf(
  { document }: PlanStackInput,
  { living, versions }: { living: StackEntry | null; versions: Versions },
  { clock }: Deps,
): Lease {
  if (living) return living.lease;
  const bounds = Object.values(versions).map(({ manifest }) => manifest.lease);
  return startStackLease(leaseText(document), bounds, clock());
}

/** What is refused after it was counted counts no longer. */
async function writeInPlace(
  { id, by, planner }: Pick<StackPlan, 'id' | 'by'> & { planner: string },
  of: PlannedStack,
  deps: Deps,
): Promise<StackPlan> {
  const place = { planner, plan: id, stack: of.document.stack };
  await holdPlan(place, deps);
  try {
    return await write({ id, by }, of, deps);
  } catch (error) {
    await releasePlan(place, deps);
    throw error;
  }
}

/** What runs are told lies there before the plan does, so that a plan that is written can be carried out. */
async function write(
  { id, by }: Pick<StackPlan, 'id' | 'by'>,
  of: PlannedStack,
  deps: Deps,
): Promise<StackPlan> {
  const { document, living } = of;
  const digest = documentDigest(document);
  const components = await orderPreviews(id, of, deps);
  await deps.stackDocuments.keep(digest, document);
  const removed = removedOf(of);
  const stackLife = living?.id ?? null;
  const removedPrices = await pricesOf(removed, of, deps);
  const about = {
    stack: document.stack,
    stackLife,
    removed,
    ...(removedPrices.length > 0 && { removedPrices }),
  };
  const plan = askPlan({ id, ...about, digest, by, components }, deps.clock());
  if (await deps.stackPlans.insert(plan, null)) return plan;
  return readEntry({ kind: stackPlanKind, entries: deps.stackPlans, key: id });
}

/** The components that the stack has and the document has not. */
function removedOf({ document, living }: PlannedStack): string[] {
  const wanted = wantedIn(document);
  return Object.entries(living?.components ?? {})
    .filter(([name, one]) => wanted[name] === undefined && one.life !== null)
    .map(([name]) => name);
}

/** What components cost that are there. */
async function pricesOf(
  names: readonly string[],
  { document, living }: PlannedStack,
  { registry }: Deps,
): Promise<ComponentPrice[]> {
  const seen = await Promise.all(names.map((name) => registry.get(keyOf(document.stack, name))));
  return seen.flatMap((one) =>
    one?.applied && one.stack?.id === living?.id ? [componentPrice(one.cost)] : [],
  );
}
