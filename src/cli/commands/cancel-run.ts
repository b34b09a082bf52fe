import type { EnvironmentView } from '../../client/typed/types';
import { type CliCommand, examples, waits } from '../command';
import type { Context } from '../context';
import { exitCodes, success } from '../../client/exit-codes';
import { followEnvironment, isRunOver } from '../../client/follow-environment';
import { headline } from '../print/environment';
import { describeTrouble } from '../../client/text/failure';
import { suggestNext } from '../print/next-commands';

interface Options {
  wait: boolean;
}

/** `idp cancel`: asks the active run to stop, and says whether it did before its work was done. */
export const cancelRun: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .addOption(waits())
      .option('--no-wait', 'do not wait until it has stopped')
      .addHelpText('after', examples('idp cancel foo')),
  async run(context, { wait }, name) {
    const { api } = context;
    const before = await api.getEnvironment(name);
    const asked = await api.cancelRun(name);
    const run = asked.run?.id ?? before.run?.id ?? asked.lastRun?.id;
    if (!wait || run === undefined) return report(context, asked, undefined);
    return report(context, await followEnvironment(context, asked, isRunOver(run)), run);
  },
};

function report({ screen }: Context, view: EnvironmentView, run: string | undefined): number {
  const { paint } = screen;
  const ended = view.lastRun && view.lastRun.id === run ? view.lastRun.result : undefined;
  const said = ended === undefined ? 'The run is stopping' : `The run ended as ${ended}`;
  screen.show(view, () => [
    `${said}; ${headline(view, paint)}`,
    ...(ended === 'failed' ? describeTrouble(view, paint) : []),
    ...suggestNext(view, paint),
  ]);
  return ended === undefined || ended === 'cancelled' ? success : exitCodes.unsuccessful;
}
