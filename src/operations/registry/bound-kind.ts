import type { EffectOf, Entry, EntryKind, EventOf } from '../../domain/registry/entry';
import type { Entries } from '../ports/registry';

/** How each effect of a kind is carried out, by its type. */
export type EffectTable<E extends Entry, D> = {
  [Type in EffectOf<E>['type']]: (
    effect: Extract<EffectOf<E>, { type: Type }>,
    entry: E,
    deps: D,
  ) => Promise<void>;
};

/** A kind of entry with what it needs of the outside: where its entries are, how its effects are carried out. */
export interface BoundKind<E extends Entry, C, D> {
  kind: EntryKind<E, C>;
  entries(deps: D): Entries<E>;
  effects: EffectTable<E, D>;
  /** How many effects are carried out at once; one after the other, in their order, unless it is given. */
  atOnce?: number;
  /** What else an event is written to, between the audit and the bus; `entry` is what it was delivered from. */
  record?(event: EventOf<E>, deps: D, entry: E): Promise<void>;
  /** Looks at the world outside: what it and the time say of the entry, as commands in the order in which to decide them. */
  look(seen: E, deps: D): Promise<C[]>;
}
