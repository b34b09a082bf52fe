import { isDomainError } from '../../../domain/base/errors';
import type { StackPlanCommand } from '../../../domain/stack/plan/decide-stack-plan';
import { failedResult, type PreviewResult } from '../../../domain/stack/plan/preview-order';
import type { StackPlan } from '../../../domain/stack/plan/stack-plan';
import { stackPlanKind } from '../../../domain/stack/plan/stack-plan-kind';
import { keyOf } from '../../../domain/stack/names';
import type { Deps } from '../../ports/deps';
import type { BoundKind } from '../../registry/bound-kind';
import { readEntry } from '../../registry/decide-and-save';
import { startInSlot } from '../../environment/slots/start-in-slot';
import { freeSlot } from '../../environment/slots/free-slot';
import { atOnceOf } from './at-once';
import { removeOldPlan } from './remove-old-plan';

const workflow = 'preview-component';

/** The run of a component. */
interface Preview {
  component: string;
  run: string;
}

/** Plans of whole stacks as the loop of the registry knows them. */
export const stackPlans: BoundKind<StackPlan, StackPlanCommand, Deps> = {
  kind: stackPlanKind,
  entries: (deps) => deps.stackPlans,
  effects: {
    'start-preview': (effect, seen, deps) => startPreview(seen, effect, deps),
    'stop-preview': (effect, seen, deps) => stopPreview(seen, effect, deps),
  },
  look: async (seen, deps) => ((await removeOldPlan(seen, deps)) ? [] : lookAtPreviews(seen, deps)),
};

/** The plan is read anew: one that was cancelled meanwhile starts nothing. */
async function startPreview(
  { id: plan, stack, by, createdAt }: StackPlan,
  { component, run }: Preview,
  deps: Deps,
): Promise<void> {
  const one = (await deps.stackPlans.get(plan))?.components[component];
  if (one?.result !== null) return;
  const { life, target = '' } = one;
  const preview = { run, name: keyOf(stack, component), life, owner: by, workflow, plan } as const;
  await startInSlot({ ...preview, target, asked: createdAt }, deps);
}

/** Again, or where it was never started, it changes nothing. */
async function stopPreview(
  { components }: StackPlan,
  { component, run }: Preview,
  deps: Deps,
): Promise<void> {
  await deps.workflows.stop(workflow, run);
  const target = components[component]?.target;
  if (target !== undefined) await freeSlot(target, run, deps);
}

/** A plan by its id, or StackPlanNotFound. */
export function readStackPlan(
  id: string,
  { stackPlans: entries }: Pick<Deps, 'stackPlans'>,
): Promise<StackPlan> {
  return readEntry({ kind: stackPlanKind, entries, key: id });
}

/** What has come of the previews that have no result; `over` is a run whose workflow is known to do nothing more. */
export async function lookAtPreviews(
  seen: StackPlan,
  deps: Deps,
  over?: string,
): Promise<StackPlanCommand[]> {
  const open = Object.entries(seen.components).filter(([, { result }]) => result === null);
  const found = await atOnceOf(open, async ([component, { run }]): Promise<StackPlanCommand[]> => {
    const isStarting = seen.effects.some((effect) => effect.run === run);
    const result = await resultOf(run, { isStarting, isOver: over === run }, deps);
    return result ? [{ type: 'previewed', component, run, result }] : [];
  });
  return [...found.flat(), { type: 'tick' }];
}

interface Known {
  isStarting: boolean;
  isOver: boolean;
}

/** The result of a run; undefined while it goes on. A run whose workflow is over without one was killed, or never began. */
async function resultOf(
  run: string,
  { isStarting, isOver }: Known,
  deps: Deps,
): Promise<PreviewResult | undefined> {
  const early = await recorded(run, deps);
  if (early || isStarting) return early;
  if (!isOver && (await deps.workflows.describe(workflow, run)) === 'running') return undefined;
  // It may have been written until the workflow was over.
  return (await recorded(run, deps)) ?? lost(run, deps);
}

async function recorded(run: string, { previews }: Deps): Promise<PreviewResult | undefined> {
  try {
    return (await previews.readOutcome(run))?.outcome;
  } catch (error) {
    if (!isDomainError(error, 'CorruptRecord')) throw error;
    return failedResult({ class: 'unknown', reason: `Its result cannot be read: ${error.message}` });
  }
}

async function lost(run: string, { workflows, log }: Deps): Promise<PreviewResult> {
  const words = await workflows.failure(workflow, run).catch((error: unknown) => {
    log.warn('why a preview ended without a result could not be read', { run, error });
    return null;
  });
  const because = words === null ? 'it was killed, or could not be started' : words;
  return failedResult({
    class: 'lost',
    reason: `It ended without a result: ${because}. Plan the stack again.`,
  });
}
