import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Source } from './build-and-push';

/**
 * The tag of the image of a commit: the whole SHA, and behind it which folder is built where it is not the root, as
 * terraform/modules/image-build tags what CodeBuild builds. Build and rollout both ask here, so that neither can mean
 * another image.
 */
export function imageTag(commit: string, source: Source): string {
  if (!/^[0-9a-f]{40}$/.test(commit)) throw new Error(`'${commit}' is not the full SHA of a commit.`);
  const built = builtOf(source);
  return built === '.' ? commit : `${commit}-${sha256(built).slice(0, 12)}`;
}

/** The folder, and the Dockerfile unless it is the folder's own. */
function builtOf({ context, dockerfile }: Source): string {
  const folder = posix.join(context, '.').replace(/(.)\/$/, '$1');
  const file = posix.normalize(dockerfile);
  return file === posix.join(folder, 'Dockerfile') ? folder : `${folder}\n${file}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
