import type { Actor } from '../../access/actor';
import type { Lease } from '../../lease';
import type { RequestKey } from '../../registry/entry';
import type { ConsentJudgement, WantedComponents } from './component';
import type { StackConsent } from './consent';
import type { ComponentFacts } from './take-news';

/** A revision that is submitted: its document's digest, and what it wants of each component. */
export interface Submitted {
  digest: string;
  wanted: WantedComponents;
  by: Actor;
  consent?: StackConsent | undefined;
  /** The revision under way that is to be stopped for it; it waits for that one where none is named. */
  stop?: number | undefined;
}

/** The first revision of a new stack. */
export interface StackBirth extends Omit<Submitted, 'stop'> {
  name: string;
  id: string;
  owner: string;
  team: string | null;
  lease: Lease;
}

/** What a person or workload may ask of a stack; `plans` are by component the digest of the plan that was read, or `destroy`. */
export type StackRequest =
  | ({ type: 'submit' } & Submitted)
  | { type: 'approve'; plans: Readonly<Record<string, string>>; by: Actor }
  | { type: 'consent'; revision: number; plan: string; mostHours: number; by: Actor }
  | { type: 'reject'; revision: number; by: Actor; reason: string }
  | { type: 'cancel'; revision: number; by: Actor }
  | { type: 'retry'; drifted?: readonly string[]; by: Actor }
  | { type: 'extend'; ttl: string; by: Actor }
  | { type: 'destroy'; by: Actor };

/** What is heard of a component: what its environment is, or what became of an order that it did not take. */
export type StackNews =
  | { type: 'news'; component: string; facts: ComponentFacts; judged?: ConsentJudgement | undefined }
  | { type: 'answered'; component: string; n: number; answer: 'unneeded' }
  | { type: 'answered'; component: string; n: number; answer: 'refused'; reason: string };

export type StackCommand =
  | (StackRequest & { request?: RequestKey | undefined })
  | StackNews
  | { type: 'tick' };
