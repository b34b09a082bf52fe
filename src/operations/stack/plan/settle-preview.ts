import { decideAndSave } from '../../registry/decide-and-save';
import type { Deps } from '../../ports/deps';
import type { StackPlan } from '../../../domain/stack/plan/stack-plan';
import { stackPlanKind } from '../../../domain/stack/plan/stack-plan-kind';
import { freeSlot } from '../../environment/slots/free-slot';
import { lookAtPreviews } from './stack-plans';

/** A preview run that may be over; `workflowOver` when its execution has nothing more to do. */
export interface SettlePreviewInput {
  plan: string;
  runId: string;
  workflowOver?: boolean;
}

/** Finds out how a preview ended and records it once, whether its workflow's last step, an event or the sweep calls it. */
export async function settlePreview(
  { plan, runId, workflowOver = false }: SettlePreviewInput,
  deps: Deps,
): Promise<StackPlan | undefined> {
  const seen = await deps.stackPlans.get(plan);
  const isOpen = Object.values(seen?.components ?? {}).some(
    ({ run, result }) => run === runId && result === null,
  );
  if (!seen) return seen;
  if (!isOpen) {
    // One that was started while its plan was cancelled holds its slot until its end.
    await freePreview(seen, runId, deps);
    return seen;
  }
  const found = await lookAtPreviews(seen, deps, workflowOver ? runId : undefined);
  const place = { kind: stackPlanKind, entries: deps.stackPlans, key: plan, seen };
  const { entry } = await decideAndSave(place, () => found, deps);
  await freePreview(entry, runId, deps);
  return entry;
}

/** If this fails, the sweep frees the slot. */
async function freePreview({ components }: StackPlan, run: string, deps: Deps): Promise<void> {
  const over = Object.values(components).find((one) => one.run === run && one.result !== null);
  if (over?.target === undefined) return;
  await freeSlot(over.target, run, deps).catch((error: unknown) => {
    deps.log.warn('the slot of a preview is left to the sweep', { run, error });
  });
}
