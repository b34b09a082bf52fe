import type { Actor } from '../../domain/access/actor';
import { DomainError } from '../../domain/base/errors';
import { hasEnded } from '../../domain/environment/environment';
import type { Deps } from '../ports/deps';
import { previewsOf } from './find-previews';

/** How many previews a pull request has at once, each made from a file of its own. */
export const mostPreviews = 10;

/**
 * Throws Forbidden for the workflow of a pull request that has as many living previews besides this one as it may. The one of
 * this name does not count: where it lives, a request that is sent again gets it, and any other learns that the name is taken.
 */
export async function limitPreviews(
  { actor, name }: { actor: Actor; name: string },
  deps: Pick<Deps, 'registry'>,
): Promise<void> {
  if (actor.preview === undefined) return;
  const own = await previewsOf(actor, deps);
  const others = own.filter((life) => !hasEnded(life) && life.name !== name);
  if (others.length < mostPreviews) return;
  throw new DomainError('Forbidden', {
    actor: actor.name || actor.id,
    need: `fewer previews of this pull request: it has ${others.length}, and ${mostPreviews} at most`,
    what: 'create another preview',
  });
}
