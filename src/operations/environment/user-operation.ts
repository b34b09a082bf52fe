import type { Actor } from '../../domain/access/actor';
import { authorizeOn, type AccessRequest } from '../../domain/access/authorize';
import type { UserCommand } from '../../domain/environment/decide';
import type { RequestKey } from '../../domain/registry/entry';
import type { Environment } from '../../domain/environment/environment';
import { type EnvironmentView, toView } from '../../domain/environment/view';
import { decideAndDeliver } from './environments';
import type { CoreDeps } from '../ports/environment';
import { requestOf } from '../../domain/registry/requests';

/** What every command of a user has: the caller, the environment, and the key if it may be sent twice. */
export interface UserInput {
  actor: Actor;
  name: string;
  request?: RequestKey | undefined;
}

/** What is asked, and the right it needs, which may depend on the environment as it is. */
export interface Asked {
  access: AccessRequest | ((environment: Environment) => AccessRequest);
  /** Throws what else forbids it, once the actor has the right. */
  allow?: (environment: Environment) => void;
  decided: UserCommand;
}

/** Checks the actor's right against the environment as read, decides the command, and carries it out. */
export async function command(
  { actor, name, request }: UserInput,
  { access, allow, decided }: Asked,
  deps: CoreDeps,
): Promise<EnvironmentView> {
  const environment = await decideAndDeliver(
    name,
    (seen) => {
      authorizeOn(actor, seen, typeof access === 'function' ? access(seen) : access);
      allow?.(seen);
      return { ...decided, request: requestOf(actor, request) };
    },
    deps,
  );
  return toView(environment);
}
