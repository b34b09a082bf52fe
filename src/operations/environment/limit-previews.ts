import type { Actor } from '../../domain/access/actor';
import { idsOf } from '../../domain/access/authorize';
import { DomainError } from '../../domain/base/errors';
import type { Deps } from '../ports/deps';

/** How many previews a pull request has at once, each made from a file of its own. */
export const mostPreviews = 10;

/** Throws Forbidden for the workflow of a pull request that has as many living previews as it may. */
export async function limitPreviews(actor: Actor, { registry }: Pick<Deps, 'registry'>): Promise<void> {
  if (actor.preview === undefined) return;
  const lists = await Promise.all(idsOf(actor).map((owner) => registry.list({ owner }, { limit: 100 })));
  const living = lists.flatMap(({ items }) => items).filter(({ status }) => status !== 'destroyed');
  if (living.length < mostPreviews) return;
  throw new DomainError('Forbidden', {
    actor: actor.name || actor.id,
    need: `fewer previews of this pull request: it has ${living.length}, and ${mostPreviews} at most`,
    what: 'create another preview',
  });
}
