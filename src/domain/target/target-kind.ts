import type { TargetInfo } from '../access/target-access';
import { DomainError } from '../base/errors';
import type { EntryKind } from '../registry/entry';
import { asTargetEvent, decideTarget, type TargetCommand } from './decide-target';
import { targetDueAt, TargetEntry } from './target-entry';

const prefix = 'TARGET';

/** Targets as entries of the registry. */
export const targetKind: EntryKind<TargetEntry, TargetCommand> = {
  prefix,
  schema: TargetEntry,
  keyOf: ({ name }) => name,
  decide: decideTarget,
  toEvent: asTargetEvent,
  subjectOf: ({ targetLife }) => `${prefix}#${targetLife}`,
  measure: () => [],
  dueAt: targetDueAt,
  list: 'TARGETS',
  indexes: (target) => ({ sort: sortOf(target), shown: { id: target.id, status: target.status } }),
  logIds: ({ name, id }) => ({ target: name, targetLife: id }),
  logKey: (target) => ({ target }),
  absent: (name) => new DomainError('TargetNotFound', { name }),
};

/** Those of the document as it orders them, and then the others as they were added: the first that is open is the default. */
export function sortOf({
  place,
  createdAt,
  name,
}: Pick<TargetEntry, 'place' | 'createdAt' | 'name'>): string {
  return place === null ? `1 ${createdAt} ${name}` : `0 ${String(place).padStart(6, '0')} ${name}`;
}

/** What a request is held against. */
export function toTargetInfo({ name, status, settings }: TargetEntry): TargetInfo {
  const { region, access, services, slots } = settings;
  return {
    name,
    region,
    access,
    ...(services && { services }),
    ...(slots && { limited: true as const }),
    ...(status === 'removing' && { removing: true as const }),
  };
}
