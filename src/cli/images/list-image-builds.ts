import { usage } from '../../client/errors';
import type { Context } from '../context';
import { renderImageBuilds } from '../print/image-build';

/** Prints every build of an image, the newest first. */
export async function listImageBuilds({ api, screen, world }: Context, what?: string): Promise<void> {
  if (what !== undefined) throw usage(`'idp image list' lists all builds; remove '${what}'.`);
  const builds = await api.listImageBuilds();
  screen.show(builds, () => renderImageBuilds(builds, screen.paint, world.now()));
}
