import type { TargetInfo } from '../../domain/access/target-access';
import type { TargetEntry } from '../../domain/target/target-entry';
import type { DeployedTarget } from '../../domain/target/target-settings';
import type { Entries } from './registry';

/** The truth about targets, by name. */
export interface TargetEntries extends Entries<TargetEntry> {
  /** All there ever were, in the order in which they are offered; what was just written may be missing. */
  all(): Promise<TargetEntry[]>;
}

/** Where environments may live. */
export interface TargetReader {
  /** Of those open to whoever asks, the first is the default; a reading a few seconds old is good enough. */
  read(): Promise<readonly TargetInfo[]>;
  /** Lets the next reading be one of now. */
  forget(): void;
}

/** What operations need that are about targets. */
export interface TargetPorts {
  targets: TargetReader;
  targetEntries: TargetEntries;
  /** Those of the deployment's document. */
  deployedTargets: readonly DeployedTarget[];
  /** The ARN of the role of runs, which the roles of targets trust. */
  runsRole: string;
}
