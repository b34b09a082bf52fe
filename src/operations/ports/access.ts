import type { RightRefusal, RefusalRow } from '../../domain/access/refusal';
import type { Instant } from '../../domain/base/time';
import type { Page, Paged } from './registry';

/** What was refused to signed-in actors, for ever. */
export interface Refusals {
  /** Adds to the number of an actor's refusals in a minute; returns how many there are. */
  count(refused: { actor: string; minute: Instant; more: number }): Promise<number>;
  /** Writes the `nth` refusal of its actor in its minute; one that is there stays. */
  write(refusal: RightRefusal, nth: number): Promise<void>;
  /** Those of a day (`2026-11-26`), in order. */
  list(day: string, page: Page): Promise<Paged<RefusalRow>>;
}
