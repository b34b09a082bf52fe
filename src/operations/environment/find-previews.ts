import type { Actor } from '../../domain/access/actor';
import { hasEnded } from '../../domain/environment/environment';
import type { Deps } from '../ports/deps';
import { previewsOf } from './previews-of';

/** The workflow of a pull request with the names of its previews; anybody else as they are. */
export async function findPreviews(actor: Actor, deps: Pick<Deps, 'registry'>): Promise<Actor> {
  if (actor.preview === undefined) return actor;
  const own = await previewsOf(actor, deps);
  const living = own.find((life) => !hasEnded(life) && life.source?.name === undefined);
  return { ...actor, preview: living?.name ?? actor.preview, previews: own.map(({ name }) => name) };
}
