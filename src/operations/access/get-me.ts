import type { Actor } from '../../domain/access/actor';

/** Who is asking, as Leasehold understands the token. */
export function getMe({ actor }: { actor: Actor }): Promise<Actor> {
  return Promise.resolve(actor);
}
