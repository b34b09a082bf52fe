import type { Environment } from '../../../domain/environment/environment';
import type { Workflow } from '../../../domain/environment/run';
import { holds } from '../../../domain/environment/slots/decide-slots';
import { isSpare, type SlotRun } from '../../../domain/environment/slots/slots';
import { DomainError } from '../../../domain/base/errors';
import type { Instant } from '../../../domain/base/time';
import type { CoreDeps } from '../../ports/environment';
import { deliver } from '../../registry/deliver';
import { changeSlots } from './change-slots';
import { targetSlots } from './target-slots';

/** A run that is to be started: where, and since when it is asked for. */
export interface StartingRun extends SlotRun {
  target: string;
  asked: Instant;
}

/** Starts a run or a check of an environment, or puts it in line; nothing where it is over already. */
export async function startEnvironmentRun(
  { name, id: life, owner, target, run: current, check }: Environment,
  { run, workflow }: { run: string; workflow: Workflow },
  deps: CoreDeps,
): Promise<void> {
  const asked = current?.id === run ? current.requestedAt : check?.id === run ? check.since : undefined;
  if (asked !== undefined) await startInSlot({ run, name, life, owner, workflow, target, asked }, deps);
}

/**
 * Starts a run at once where its target limits nothing or has a free slot; else it waits in line, from where it is started when it has one.
 * Again, it changes nothing. What stands in no line is refused while there is no free slot (NoFreeSlot): whoever asked asks again.
 */
export async function startInSlot({ target, asked, ...run }: StartingRun, deps: CoreDeps): Promise<void> {
  if ((await deps.slotCounts(target)) && !(await takeSlot({ target, asked, ...run }, deps))) return;
  const { workflow, name, life: id, run: runId, plan } = run;
  await deps.workflows.start(workflow, { name, id, runId, plan });
}

/** Whether the run has a slot now. */
async function takeSlot({ target, asked, ...run }: StartingRun, deps: CoreDeps): Promise<boolean> {
  const slots = await changeSlots(target, { type: 'ask', run, asked }, deps);
  await deliver(targetSlots, slots, deps);
  if (holds(slots, run.run)) return true;
  if (isSpare(run.workflow)) throw new DomainError('NoFreeSlot', { target, run: run.run });
  return false;
}
