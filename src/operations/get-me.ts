import type { Actor } from '../domain/actor';

/** Who is asking, as Leasehold understands the token. */
export function getMe({ actor }: { actor: Actor }): Promise<Actor> {
  return Promise.resolve(actor);
}
