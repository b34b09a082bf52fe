import type { Actor } from '../../domain/access/actor';
import { idsOf } from '../../domain/access/authorize';
import { type Environment, hasEnded } from '../../domain/environment/environment';
import type { Deps } from '../ports/deps';

const pageLength = 100;

/** The workflow of a pull request with the names of its previews; anybody else as they are. */
export async function findPreviews(actor: Actor, deps: Pick<Deps, 'registry'>): Promise<Actor> {
  if (actor.preview === undefined) return actor;
  const own = await previewsOf(actor, deps);
  const living = own.find((life) => !hasEnded(life) && life.source?.name === undefined);
  return { ...actor, preview: living?.name ?? actor.preview, previews: own.map(({ name }) => name) };
}

/**
 * What the workflow of a pull request has, or had and nobody took since. It is found by its owner, so by issuer, repository id and
 * number: whatever it was named before, or the repository is called now.
 */
export async function previewsOf(actor: Actor, deps: Pick<Deps, 'registry'>): Promise<Environment[]> {
  const lists = await Promise.all(idsOf(actor).map((owner) => listAll(owner, deps)));
  return lists.flat();
}

/** Every page: what ended keeps its name, so that what lives may stand behind a hundred of them. */
async function listAll(owner: string, { registry }: Pick<Deps, 'registry'>): Promise<Environment[]> {
  const found: Environment[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await registry.list({ owner }, { limit: pageLength, cursor });
    found.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return found;
}
