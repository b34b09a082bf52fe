import type { EnvironmentView } from '../../client/typed/types';
import { type CliCommand, examples } from '../command';
import { exitCodes, success } from '../../client/exit-codes';
import { followEnvironment, isAtRest } from '../../client/follow-environment';
import { renderEnvironment } from '../print/environment';

interface Options {
  watch?: true;
}

/** `idp status`: what an environment is, what is done to it, and what to type next. */
export const showStatus: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('-w, --watch', 'keep showing progress until it ends')
      .addHelpText('after', examples('idp status foo', 'idp status foo --watch')),
  async run(context, { watch }, name) {
    const { api, screen, world } = context;
    const first = await api.getEnvironment(name);
    const atRest = isAtRest(world);
    const settled = (seen: EnvironmentView) => atRest(seen) || !screen.isRead();
    const view = watch ? await followEnvironment(context, first, settled) : first;
    screen.show(view, () => renderEnvironment(view, screen.paint, world.now()));
    return watch ? exitCodeFor(view) : success;
  },
};

/** Who waited for the end wants to know how it ended. */
function exitCodeFor({ status }: EnvironmentView): number {
  return ['failed', 'stuck', 'destroying'].includes(status) ? exitCodes.unsuccessful : success;
}
