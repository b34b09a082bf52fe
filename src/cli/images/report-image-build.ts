import type { ImageBuildView } from '../../client/typed/types';
import type { Context } from '../context';
import { exitCodes, success } from '../../client/exit-codes';
import { renderImageBuild } from '../print/image-build';

/** Prints a build; the exit code says when it has failed. */
export function reportImageBuild({ screen, world }: Context, view: ImageBuildView): number {
  screen.show(view, () => renderImageBuild(view, screen.paint, world.now()));
  return view.status === 'failed' ? exitCodes.unsuccessful : success;
}
