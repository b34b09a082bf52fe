import { isGone } from '../../client/follow-environment';
import { type CliCommand, examples, waits } from '../command';
import { briefFields } from '../print/environment';
import { renderFields } from '../../client/text/table';
import { retype } from '../prompt';
import { followDestroy } from '../report-destroy';

interface Options {
  yes?: true;
  wait: boolean;
}

/** `idp destroy`: has the name typed again, follows the destroy, and prints the receipt. */
export const destroyEnvironment: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('-y, --yes', 'do not ask for confirmation')
      .addOption(waits())
      .option('--no-wait', 'do not wait until it is gone')
      .addHelpText('after', examples('idp destroy foo', 'idp destroy foo --yes')),
  async run(context, { yes, wait }, name) {
    const { api, screen, world } = context;
    const found = await api.getEnvironment(name);
    if (!isGone(found.status)) {
      screen.say(
        screen.paint.bold('Will be destroyed'),
        ...renderFields(briefFields(found, world.now()), screen.paint.columns),
      );
      await retype(context, name, yes);
    }
    const asked = await api.destroyEnvironment(name);
    return followDestroy(context, asked, wait);
  },
};
