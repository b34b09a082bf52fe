import type { StackEntry } from '../../domain/stack/entry/stack-entry';
import type { ResolvedStack } from '../../domain/stack/resolved-stack';
import type { PreviewOrder, PreviewOutcome, ShownComponentPlan } from '../../domain/stack/plan/preview-order';
import type { Planner } from '../../domain/stack/plan/planner';
import type { StackPlan } from '../../domain/stack/plan/stack-plan';
import type { Entries } from './registry';

/** The truth about stacks, by name. */
export type Stacks = Entries<StackEntry>;

/** The documents of revisions, each under its digest: what is under one never changes. */
export interface StackDocuments {
  keep(digest: string, document: ResolvedStack): Promise<void>;
  /** Throws CorruptRecord where it is not there, or is not what its digest says. */
  read(digest: string): Promise<ResolvedStack>;
}

/** The truth about plans of whole stacks, by id. */
export interface StackPlans extends Entries<StackPlan> {
  /** Removes the version that was read; false if it is another one by now. */
  remove(seen: StackPlan): Promise<boolean>;
}

/** Whose plans of stacks are counted, by the id of the person or the workflow. */
export type Planners = Entries<Planner>;

/** What preview runs are told, and what they leave. */
export interface Previews {
  order(order: PreviewOrder): Promise<void>;
  /** The last word of a preview run; null while it has none, CorruptRecord when it cannot be read. */
  readOutcome(run: string): Promise<PreviewOutcome | null>;
  /** The plan that lies under a digest; null where it is not there, CorruptRecord where it is another one. */
  readShown(run: string, digest: string): Promise<ShownComponentPlan | null>;
}

/** What stacks need besides what environments do. */
export interface StackPorts {
  stacks: Stacks;
  stackDocuments: StackDocuments;
  stackPlans: StackPlans;
  planners: Planners;
  previews: Previews;
}
