import type { SlotCounts } from '../../domain/access/slot-counts';
import type { TargetSlots } from '../../domain/environment/slots/slots';
import type { Entries } from './registry';

/** Which runs of which target are at work and which wait. */
export interface SlotPorts {
  slots: Entries<TargetSlots>;
  /** How many runs of a target may be at work at once; undefined where nothing limits that. */
  slotCounts: (target: string) => Promise<SlotCounts | undefined>;
}
