import { DomainError } from '../../domain/base/errors';
import { decideInTurn, type EntryDecision, type Delivered } from '../../domain/registry/decide-entry';
import type { Entry, EntryKind } from '../../domain/registry/entry';
import type { DecidingDeps, Entries } from '../ports/registry';
import { chainEvents } from './chain-events';

const attempts = 12;

/** The entry under a key; `seen` is what is known of it already, which saves the first read. */
export interface Place<E extends Entry, C> {
  kind: EntryKind<E, C>;
  entries: Pick<Entries<E>, 'get' | 'save'>;
  key: string;
  seen?: E | undefined;
}

/** What was decided, and over which version it was written. */
export interface Saved<E extends Entry> extends EntryDecision<E> {
  over: E;
}

/**
 * The one way to change an entry: read, decide, write if nobody else did, else read and decide again.
 * `toCommands` sees what was read, so that it can check rights against it. Throws VersionConflict when others always wrote first.
 */
export async function decideAndSave<E extends Entry, C>(
  place: Place<E, C>,
  toCommands: (seen: E) => readonly (C | Delivered)[],
  { clock, newId }: DecidingDeps,
): Promise<Saved<E>> {
  const { kind, entries, key } = place;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const seen = (attempt === 0 && place.seen) || (await readEntry(place));
    const decided = decideInTurn({ kind, seen }, toCommands(seen), () => ({ now: clock(), newId: newId() }));
    const decision = chainEvents(decided, seen.head);
    if (decision.entry === seen || (await entries.save(decision.entry, seen)))
      return { ...decision, over: seen };
  }
  throw new DomainError('VersionConflict', { name: key });
}

/** The entry as it is, or the kind's error for a key under which there is nothing. */
export async function readEntry<E extends Entry>({
  kind,
  entries,
  key,
}: Pick<Place<E, never>, 'entries' | 'key'> & { kind: Pick<EntryKind<E, never>, 'absent'> }): Promise<E> {
  const entry = await entries.get(key);
  if (!entry) throw kind.absent(key);
  return entry;
}
