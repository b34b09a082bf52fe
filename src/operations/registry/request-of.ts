import type { Actor } from '../../domain/access/actor';
import type { RequestKey } from '../../domain/environment/decide';

/** The key as an environment remembers it: two people may choose the same one for two requests. */
export function requestOf(actor: Actor, request: RequestKey | undefined): RequestKey | undefined {
  return request && { ...request, key: `${actor.id} ${request.key}` };
}
