import type { EnvironmentCommand } from '../../../domain/environment/decide';
import type { Environment } from '../../../domain/environment/environment';
import { type Run, workflowOf } from '../../../domain/environment/run';
import { holds } from '../../../domain/environment/slots/decide-slots';
import { placeInLine, unseenRun } from '../../../domain/environment/slots/place-in-line';
import type { CoreDeps } from '../../ports/environment';
import { changeSlots } from './change-slots';

/**
 * What the line of its target says of a queued run: that it waits there, or that nobody knows it any more, so that it is to be started again.
 * Undefined where it does not wait for a slot.
 */
export async function lookAtLine(
  { target }: Environment,
  run: Run,
  deps: CoreDeps,
): Promise<EnvironmentCommand | undefined> {
  const slots = await deps.slots.get(target);
  const place = slots && placeInLine(slots, run.id);
  if (place) {
    const words = `All slots of target ${target} are taken by other runs.`;
    return { type: 'note-waiting', run: run.id, refusal: { at: place.since, words } };
  }
  if (!(await deps.slotCounts(target)) || (slots && unseenRun(slots, run.id, deps.clock()) !== 'unknown'))
    return undefined;
  const execution = await deps.workflows.describe(workflowOf(run), run.id);
  return execution === 'absent' ? { type: 'start-again', run: run.id } : undefined;
}

/** Whether a run whose execution is not there waits for a slot, or has one and is about to be started, or will ask for one again. */
export async function isYetToStart(target: string, run: string, deps: CoreDeps): Promise<boolean> {
  const slots = await deps.slots.get(target);
  const seen = slots ? unseenRun(slots, run, deps.clock()) : 'unknown';
  if (seen === 'unknown') return (await deps.slotCounts(target)) !== undefined;
  return seen !== 'started';
}

/** A run at work that its target's slots do not know takes one, as where they were lost or are configured since. */
export async function holdAtWork(
  { name, id: life, owner, target }: Environment,
  run: Run,
  deps: CoreDeps,
): Promise<void> {
  if (!(await deps.slotCounts(target))) return;
  const slots = await deps.slots.get(target);
  if (slots && holds(slots, run.id)) return;
  const holding = { run: run.id, name, life, owner, workflow: workflowOf(run) };
  await changeSlots(target, { type: 'hold', run: holding }, deps);
}
