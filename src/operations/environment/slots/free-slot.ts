import type { Environment } from '../../../domain/environment/environment';
import type { DomainEvent, EventType } from '../../../domain/environment/events';
import type { CoreDeps } from '../../ports/environment';
import { deliver } from '../../registry/deliver';
import { changeSlots } from './change-slots';
import { targetSlots } from './target-slots';

/** After these a run has no build any more. */
const ends: ReadonlySet<EventType> = new Set([
  'RunSucceeded',
  'RunFailed',
  'RunCancelled',
  'PlanAwaitsApproval',
  'DriftCheckEnded',
]);

/**
 * Frees the slot of a run after the event of its end, which is delivered at least once: again, it changes nothing. A slot of
 * an earlier life is freed by the sweep.
 */
export async function freeAfter(
  { type, life, data }: DomainEvent,
  { id, target }: Environment,
  deps: CoreDeps,
): Promise<void> {
  if (ends.has(type) && life === id && typeof data['run'] === 'string')
    await freeSlot(target, data['run'], deps);
}

/** Frees the slot of a run, or its place in line, and starts what has its turn then. */
export async function freeSlot(target: string, run: string, deps: CoreDeps): Promise<void> {
  if (!(await deps.slotCounts(target))) return;
  await deliver(targetSlots, await changeSlots(target, { type: 'free', runs: [run] }, deps), deps);
}
