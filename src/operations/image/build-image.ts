import type { Actor } from '../../domain/access/actor';
import type { BuildImageBody } from '../../domain/api/requests';
import { authorize, authorizeImageBuild } from '../../domain/access/authorize';
import { invalid } from '../../domain/base/errors';
import { type Asked, requestBuild } from '../../domain/image/decide-image-build';
import type { ImageBuild } from '../../domain/image/image-build';
import { imageBuildKind } from '../../domain/image/image-build-kind';
import { type ImageBuildView, toImageBuildView } from '../../domain/image/image-build-view';
import type { ImageRepository } from '../../domain/image/image-repository';
import type { RequestKey } from '../../domain/registry/entry';
import type { Deps } from '../ports/deps';
import type { ImageDeps } from '../ports/image';
import { chainEvents } from '../registry/chain-events';
import { readEntry } from '../registry/decide-and-save';
import { confirmRequest, reserveRequest } from '../registry/reserve-request';
import { visitEntry } from '../registry/visit-entry';
import { imageBuilds } from './image-builds';

/** A request for an image; `request` is there when the caller may send it again. */
export interface BuildImageInput extends BuildImageBody {
  actor: Actor;
  request?: RequestKey | undefined;
}

/**
 * Builds an image:
 * 1. checks that the caller may build this image,
 * 2. reserves the Idempotency-Key, if there is one, with the id the build will have,
 * 3. writes the build, and confirms the reservation,
 * 4. starts it with CodeBuild.
 */
export async function buildImage(input: BuildImageInput, deps: Deps): Promise<ImageBuildView> {
  const { actor, request } = input;
  authorize(actor, 'developer', 'build images');
  const of = findRepository(input.repository, deps);
  authorizeImageBuild(actor, of);
  const wanted = { actor, request, of: 'image-build', id: deps.newId(), name: of.repository } as const;
  const reserved = await reserveRequest(wanted, ({ id }) => deps.imageBuilds.get(id), deps);
  if (reserved.made) return toImageBuildView(reserved.made);
  const asked = { id: reserved.id, by: actor.id, ref: input.ref, context: input.context, of };
  const build = await insert(newBuild(asked, deps), deps);
  await confirmRequest({ ...wanted, id: build.id }, deps);
  return toImageBuildView(await begin(build, deps));
}

function newBuild(asked: Asked, { clock }: ImageDeps): ImageBuild {
  const entry = requestBuild(asked, clock());
  return chainEvents<ImageBuild>({ entry, events: entry.outbox, effects: [] }, undefined).entry;
}

/** A request that repeats this one at the same time may have written it first. */
async function insert(build: ImageBuild, deps: ImageDeps): Promise<ImageBuild> {
  if (await deps.imageBuilds.insert(build, null)) return build;
  return readEntry({ kind: imageBuildKind, entries: deps.imageBuilds, key: build.id });
}

/** What fails from here on, the sweep does: the build is written, and so accepted. */
async function begin(build: ImageBuild, deps: ImageDeps): Promise<ImageBuild> {
  try {
    return await visitEntry(imageBuilds, build, deps);
  } catch (error) {
    deps.log.warn('the sweep will start the build', { imageBuild: build.id, error });
    return build;
  }
}

/** GitHub takes `Acme/Shop` for `acme/shop`. */
function findRepository(wanted: string, { imageRepositories }: Deps): ImageRepository {
  const same = ({ repository }: ImageRepository) => repository.toLowerCase() === wanted.toLowerCase();
  const found = imageRepositories.find(same);
  if (found) return found;
  throw invalid('repository', explainUnknown(imageRepositories));
}

function explainUnknown(repositories: readonly ImageRepository[]): string {
  if (repositories.length === 0)
    return 'unknown: this stage has no image repositories; its administrator names them in imageRepositories (docs/images.md)';
  return `unknown; available: ${repositories.map(({ repository }) => repository).join(', ')}`;
}
