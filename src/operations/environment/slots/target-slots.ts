import type { SlotsCommand } from '../../../domain/environment/slots/decide-slots';
import type { TargetSlots } from '../../../domain/environment/slots/slots';
import { measureWaiters } from '../../../domain/environment/slots/load-of';
import { slotsKind } from '../../../domain/environment/slots/slots-kind';
import type { CoreDeps } from '../../ports/environment';
import type { BoundKind } from '../../registry/bound-kind';
import { inLanes } from '../../registry/in-lanes';
import { isActive } from './is-active';

const atOnce = 16;

/** The slots of targets as the loop of the registry knows them. */
export const targetSlots: BoundKind<TargetSlots, SlotsCommand, CoreDeps> = {
  kind: slotsKind,
  entries: ({ slots }) => slots,
  effects: {
    'start-run': async (effect, _, deps) => {
      const { workflow, run, name, life } = effect;
      // What was cancelled meanwhile needs no build; its slot is freed by its end.
      if (await isActive(effect, deps)) await deps.workflows.start(workflow, { name, id: life, runId: run });
    },
  },
  atOnce: 8,
  look: async (seen, deps) => {
    deps.meter.emit(measureWaiters(seen, deps.clock()));
    const known = [seen.runs, seen.destroys].flatMap(({ running, waiting }) => [...running, ...waiting]);
    const over = await inLanes(known, atOnce, async (one) => ((await isActive(one, deps)) ? [] : [one.run]));
    return [{ type: 'look', over: over.flat(), counts: await deps.slotCounts(seen.id) }];
  },
};
