import type { ResourceChange } from '../terraform/plan-json';

/** What is known of what a policy judges; what is not known yet is undefined, and no rule finds anything in it. */
export interface PolicyFacts {
  template: string;
  team: string | null;
  target: string;
  region: string;
  /**
   * Present before there is a plan: `cost` is then the least that it comes to, `changes` are those that it makes for sure, and
   * `types` all that its template declares, where that is known. A rule finds in some of a plan nothing that it would not find in
   * the whole.
   */
  early?: { types: readonly string[] | undefined };
  /** In USD; `lease` null for a permanent one, `unpriced` names what has no price. */
  cost: { monthly: number; lease: number | null; unpriced: readonly string[] } | undefined;
  /** Milliseconds; null for a permanent one. */
  leaseMs: number | null;
  /** What a plan does; undefined while there is none. */
  changes: readonly ResourceChange[] | undefined;
  /** Whether objects of a type hold data. */
  holdsData: (type: string) => boolean;
}

/** What a rule found: the value, the limit, and the addresses where it is about resources. */
export interface Found {
  value: string;
  limit: string;
  addresses: string[];
  /** What to do instead, where the rule itself does not say. */
  fix: string;
}
