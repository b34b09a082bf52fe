import type { StackEntry } from '../../domain/stack/entry/stack-entry';
import type { ResolvedStack } from '../../domain/stack/resolved-stack';
import type { Entries } from './registry';

/** The truth about stacks, by name. */
export type Stacks = Entries<StackEntry>;

/** The documents of revisions, each under its digest: what is under one never changes. */
export interface StackDocuments {
  keep(digest: string, document: ResolvedStack): Promise<void>;
  /** Throws CorruptRecord where it is not there, or is not what its digest says. */
  read(digest: string): Promise<ResolvedStack>;
}

/** What stacks need besides what environments do. */
export interface StackPorts {
  stacks: Stacks;
  stackDocuments: StackDocuments;
}
