import { isGone } from '../../client/follow-environment';
import type { EnvironmentView } from '../../client/typed/types';
import { type CliCommand, examples, waits } from '../command';
import type { Context } from '../context';
import { briefFields } from '../print/environment';
import { renderFields } from '../../client/text/table';
import { retype } from '../prompt';
import { followDestroy } from '../report-destroy';

interface Options {
  yes?: true;
  wait: boolean;
}

/** `idp destroy`: has each name typed again, follows the destroy, and prints the receipt. */
export const destroyEnvironment: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name...>', 'the environments')
      .option('-y, --yes', 'do not ask for confirmation')
      .addOption(waits())
      .option('--no-wait', 'do not wait until it is gone')
      .addHelpText('after', examples('idp destroy foo', 'idp destroy foo --yes', 'idp destroy foo bar')),
  async run(context, { yes, wait, words }, name) {
    const names = [...new Set(words)];
    if (names.length > 1) {
      const { destroySeveral } = await import('../destroy-several');
      return destroySeveral(context, names, { wait, begin: (one) => beginDestroy(context, one, yes) });
    }
    return followDestroy(context, await beginDestroy(context, name, yes), wait);
  },
};

/** Shows what is about to end, has its name typed again, and requests the destroy. */
async function beginDestroy(context: Context, name: string, yes: true | undefined): Promise<EnvironmentView> {
  const { api, screen, world } = context;
  const found = await api.getEnvironment(name);
  if (!isGone(found.status)) {
    screen.say(
      screen.paint.bold('Will be destroyed'),
      ...renderFields(briefFields(found, world.now()), screen.paint.columns),
    );
    await retype(context, name, yes);
  }
  return api.destroyEnvironment(name);
}
