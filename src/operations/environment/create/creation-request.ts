import type { Actor } from '../../../domain/access/actor';
import type { CreateEnvironmentBody } from '../../../domain/api/requests';
import type { Birth } from '../../../domain/environment/decisions/create-environment';
import type { RequestKey } from '../../../domain/registry/entry';
import type { PlanComparison } from '../../../domain/environment/spec';
import { type Lease } from '../../../domain/lease';
import type { PartOfStack } from '../../../domain/environment/stack/part-of-stack';
import { type LifeName } from '../../../domain/environment/uses/references';

/** A request for a new environment; `request` is there when the caller may send it again. */
export interface CreateEnvironmentInput extends CreateEnvironmentBody {
  actor: Actor;
  request?: RequestKey | undefined;
  /** Of which stack it is to be a component, whose it is then, and when it ends by itself. */
  component?: ComponentBirth | undefined;
}

/** What a component has from its stack. */
export interface ComponentBirth {
  part: PartOfStack;
  owner: string;
  team: string | null;
  lease: Lease;
  /** The lives that it uses, which promise not to end before it. */
  uses: LifeName[];
  /** The life that it was planned with; another one where that is not above the last. */
  life?: { id: string; tags: Record<string, string> } | undefined;
  comparison?: PlanComparison | undefined;
}

/** A birth of which it is not known yet whether the name had a life before. */
export type PreparedBirth = Omit<Birth, 'previous'>;
