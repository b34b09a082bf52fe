import type { Actor } from '../../domain/access/actor';
import { idsOf } from '../../domain/access/authorize';
import { hasEnded } from '../../domain/environment/environment';
import type { Deps } from '../ports/deps';

/** More than live at once; what ended keeps its name until somebody takes it. */
const limit = 100;

/**
 * The workflow of a pull request with the names of its previews; anybody else as they are. They are found by their owner, so by
 * issuer, repository id and number: whatever they were named before, or the repository is called now.
 */
export async function findPreviews(actor: Actor, { registry }: Pick<Deps, 'registry'>): Promise<Actor> {
  if (actor.preview === undefined) return actor;
  const lists = await Promise.all(idsOf(actor).map((owner) => registry.list({ owner }, { limit })));
  const own = lists.flatMap(({ items }) => items);
  const living = own.find((life) => !hasEnded(life) && life.source?.name === undefined);
  return { ...actor, preview: living?.name ?? actor.preview, previews: own.map(({ name }) => name) };
}
