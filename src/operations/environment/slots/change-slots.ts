import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError, isDomainError } from '../../../domain/base/errors';
import type { SlotsCommand } from '../../../domain/environment/slots/decide-slots';
import { noSlotsTaken, type TargetSlots } from '../../../domain/environment/slots/slots';
import { slotsKind } from '../../../domain/environment/slots/slots-kind';
import type { CoreDeps } from '../../ports/environment';
import { decideAndSave } from '../../registry/decide-and-save';

const attempts = 20;
const longestPauseMs = 100;

/** A command without how many slots there are, which is asked for. */
type Uncounted = SlotsCommand extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'counts'>
    : never
  : never;

/**
 * Decides about the slots of a target, which begin with the first run that asks. Many ask at once, and one of them is always
 * through; who never was leaves it to the sweep (VersionConflict).
 */
export async function changeSlots(target: string, command: Uncounted, deps: CoreDeps): Promise<TargetSlots> {
  const counted = { ...command, counts: await deps.slotCounts(target) };
  const place = { kind: slotsKind, entries: deps.slots, key: target };
  for (let attempt = 0; attempt < attempts; attempt++)
    try {
      return (await decideAndSave(place, () => [counted], deps)).entry;
    } catch (error) {
      if (isDomainError(error, 'SlotsNotFound'))
        await deps.slots.insert(noSlotsTaken(target, deps.clock()), null);
      else if (isDomainError(error, 'VersionConflict')) await sleep(Math.random() * longestPauseMs);
      else throw error;
    }
  throw new DomainError('VersionConflict', { name: target });
}
