import type { EntryEventDraft } from '../../registry/entry';
import type { StackEntry } from './stack-entry';
import type { StackEventType } from './stack-event';

/** What a decision changes before the orders that follow from it are given. */
export interface StackChange {
  stack: StackEntry;
  events: EntryEventDraft[];
}

/** An event before it is numbered. */
export function draft(
  type: StackEventType,
  actor: string,
  data: NonNullable<EntryEventDraft['data']> = {},
): EntryEventDraft {
  return { type, actor, data };
}

/** Names as an event holds them. */
export function namesIn(names: readonly string[]): string {
  return names.join(', ').slice(0, 1_000);
}
