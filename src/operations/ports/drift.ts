import type { CheckTurn } from '../../domain/environment/drift/check-turn';
import type { CheckInterval } from '../../domain/environment/drift/check-interval';

/** Which life of a target is checked by the schedule. Reads are consistent; every write is conditional on what was read. */
export interface CheckTurns {
  get(target: string): Promise<CheckTurn | undefined>;
  /** Writes over the version before this one (none for the first); false if that is not there any more. */
  put(turn: CheckTurn): Promise<boolean>;
}

/** When a stage checks for drift by itself, and whose turn it is. */
export interface DriftPorts {
  checkInterval: CheckInterval;
  checkTurns: CheckTurns;
}
