import { DomainError } from '../../base/errors';
import type { EntryKind } from '../../registry/entry';
import { decideSlots, type SlotsCommand } from './decide-slots';
import { slotsDueAt, TargetSlots } from './slots';

const prefix = 'SLOTS';

/** The slots of targets as entries of the registry. What they change is who works first, so that no event is of them. */
export const slotsKind: EntryKind<TargetSlots, SlotsCommand> = {
  prefix,
  schema: TargetSlots,
  keyOf: ({ id }) => id,
  decide: decideSlots,
  toEvent: (_, { type }) => {
    throw new Error(`The slots of a target have no event ${type}.`);
  },
  subjectOf: () => prefix,
  measure: () => [],
  dueAt: slotsDueAt,
  list: prefix,
  indexes: ({ id }) => ({ sort: id }),
  logIds: ({ id: target }) => ({ target }),
  logKey: (target) => ({ target }),
  absent: (target) => new DomainError('SlotsNotFound', { target }),
};
