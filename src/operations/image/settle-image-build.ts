import {
  awaitsScan,
  fail,
  type ImageBuild,
  noteScan,
  noteStarted,
  succeed,
} from '../../domain/image/image-build';
import { changeImageBuild, type ImageChange } from './change-image-build';
import { deliverImageEvents } from './deliver-image-events';
import type { ImageBuildLook, ImageDeps } from '../ports/image-deps';

/** A build of an image, and the build of CodeBuild that is said to have ended, if one is. */
export interface SettleImageBuildInput {
  id: string;
  build?: string | undefined;
}

/**
 * Finds out how a build ended and what the scan of its image says, whoever asks: an event or the sweep. A build counts as
 * succeeded once the registry is seen to hold its image. Answers the build as it then is, undefined where there is none.
 */
export async function settleImageBuild(
  { id, build }: SettleImageBuildInput,
  deps: ImageDeps,
): Promise<ImageBuild | undefined> {
  const seen = await deps.imageBuilds.get(id);
  if (!seen) return undefined;
  const noted = build === undefined ? seen : await noteHeardOf(seen, build, deps);
  const settled = await settleBuilding(noted, deps);
  const scanned = await lookForScan(settled, deps);
  return deliverImageEvents(scanned, deps);
}

/** A crash may have lost the id of a build that was started; who hears of its end learns it anew. */
function noteHeardOf(seen: ImageBuild, build: string, deps: ImageDeps): Promise<ImageBuild> {
  const ofProject = build.startsWith(`${seen.project}:`);
  if (seen.status !== 'queued' || !ofProject) return Promise.resolve(seen);
  return changeImageBuild(seen.id, (now, at) => noteStarted(now, build, at), deps);
}

async function settleBuilding(seen: ImageBuild, deps: ImageDeps): Promise<ImageBuild> {
  if (seen.status !== 'building') return seen;
  const look = await deps.imageProjects.look(seen.build);
  const change = await changeFor(look, seen, deps);
  return change ? changeImageBuild(seen.id, change, deps) : seen;
}

async function changeFor(
  look: ImageBuildLook,
  { registry }: ImageBuild,
  { imageRegistry }: ImageDeps,
): Promise<ImageChange | undefined> {
  if (look.result === 'running') return undefined;
  if (look.result === 'failed') return (now, at) => fail(now, look, at);
  const { image } = look;
  if (await imageRegistry.holds(registry, image)) return (now, at) => succeed(now, image, at);
  const reason = `the build says it made ${image.digest}, but ${registry} holds no such image under ${image.tag}`;
  return (now, at) => fail(now, { reason }, at);
}

/** What the scan says never changes what became of the build; the sweep asks again until it says something. */
async function lookForScan(seen: ImageBuild, deps: ImageDeps): Promise<ImageBuild> {
  if (!awaitsScan(seen)) return seen;
  const scan = await deps.imageRegistry.scanOf(seen.registry, seen.digest);
  return changeImageBuild(seen.id, (now, at) => noteScan(now, scan, at), deps);
}
