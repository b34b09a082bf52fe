import type { Actor } from '../../domain/access/actor';
import type { AccessRequest } from '../../domain/access/authorize';
import type { Asker } from '../../domain/environment/allow-use';
import type { Command, UserCommand } from '../../domain/environment/decide';
import { type Environment, isLiving, type Living } from '../../domain/environment/environment';
import type { Deed } from '../../domain/environment/decisions/deed';
import type { RequestKey } from '../../domain/registry/entry';
import type { EnvironmentView } from '../../domain/environment/view';
import { permit } from './deeds/deed-rules';
import type { BuildingDeps } from './deeds/read-offer';
import { showTo } from './deeds/show-environment';
import { decideAndDeliver, readEnvironment } from './environments';
import { raiseShare } from './limits/raise-share';
import { remembers, requestOf } from '../../domain/registry/requests';

/** What every command of a user has: the caller, the environment, and the key if it may be sent twice. */
export interface UserInput {
  actor: Actor;
  name: string;
  request?: RequestKey | undefined;
  /** The order of its stack that asks for it, where one does. */
  order?: number | undefined;
}

/** What a request needs by itself: a stricter right than its deed, and whatever else is thrown once the actor has it. */
export interface Judged {
  access?: AccessRequest | undefined;
  refuse: () => void;
}

/** What is asked, and what the stage offers where the deed's rule looks at that. */
export interface Asked {
  deed: Deed;
  asker?: Asker | undefined;
  decided: UserCommand;
  /** What else the request needs of the environment as it is; not asked of one that was decided before. */
  judge?: (seen: Living) => Judged;
  /** What the environment may cost then, in USD an hour; absent for what makes none dearer. */
  hourly?: (seen: Environment) => number | undefined;
}

/** Checks the actor's right against the environment as read, decides the command, and carries it out. */
export async function command(
  { actor, name, request, order }: UserInput,
  { deed, asker, decided, judge, hourly }: Asked,
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  const doer = { actor, asker, selfApproval: deps.selfApproval, now: deps.clock(), order };
  const toCommand = (seen: Environment): Command => {
    const key = requestOf(actor, request);
    const judged = isLiving(seen) && !remembers(seen, key) ? judge?.(seen) : undefined;
    permit(deed, { ...doer, needs: judged?.access }, seen);
    judged?.refuse();
    return { ...decided, request: key, order };
  };
  if (hourly) {
    const seen = await readEnvironment(name, deps);
    await raiseShare({ seen, toCommand, hourly: (_, one) => hourly(one) }, deps);
  }
  const environment = await decideAndDeliver(name, toCommand, deps);
  return showTo(actor, environment, deps);
}
