import type { BuildImageBody, ImageBuildView } from '../../client/typed/types';
import type { Context } from '../context';
import { CliError, withHints } from '../../client/errors';
import { success } from '../../client/exit-codes';
import { describeImageProgress, renderImageBuild } from '../print/image-build';
import { pacer } from '../../client/world';
import { reportImageBuild } from './report-image-build';

/** Asks for an image and, if it is wanted, waits until it is built; the exit code says whether it is. */
export async function buildImage(context: Context, body: BuildImageBody, wait: boolean): Promise<number> {
  const { api, screen, world } = context;
  const asked = await api.buildImage(body);
  if (wait) return reportImageBuild(context, await follow(context, asked));
  screen.show(asked, () => renderImageBuild(asked, screen.paint, world.now()));
  return success;
}

/** Ending the command does not stop the build. */
async function follow({ api, screen, world }: Context, asked: ImageBuildView): Promise<ImageBuildView> {
  const rest = pacer(world);
  let view = asked;
  try {
    while (view.status === 'queued' || view.status === 'building') {
      screen.tick(describeImageProgress(view, world.now()));
      await rest();
      view = await api.watch.getImageBuild(asked.id);
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw withHints(error, `The build continues: 'idp image status ${asked.id}' shows it.`);
  }
  return view;
}
