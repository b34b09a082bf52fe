import type { Context } from '../context';
import { renderImageBuilds } from '../print/image-build';

/** Prints every build of an image, the newest first. */
export async function listImageBuilds({ api, screen, world }: Context): Promise<void> {
  const builds = await api.listImageBuilds();
  screen.show(builds, () => renderImageBuilds(builds, screen.paint, world.now()));
}
