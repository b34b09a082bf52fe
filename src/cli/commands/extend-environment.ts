import { Option } from 'commander';
import { usage } from '../../client/errors';
import { type CliCommand, examples } from '../command';
import { describeLease } from '../print/environment';

interface Options {
  by?: string;
  ttl?: string;
}

/** `idp extend`: adds time to the end of a lease. */
export const extendEnvironment: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('--by <time>', 'the time to add to the lease: 30m, 36h, 2d, 1w')
      .addOption(new Option('--ttl <time>', 'the former name of --by').conflicts('by').hideHelp())
      .addHelpText('after', examples('idp extend foo --by 2d')),
  async run({ api, screen, world }, { by, ttl }, name) {
    const time = by ?? ttl;
    if (time === undefined)
      throw usage(
        'The time to add is missing.',
        `Use 'idp extend ${name} --by <time>'; run 'idp extend --help' for usage.`,
      );
    const view = await api.extendEnvironment(name, time);
    screen.show(view, () => [`The lease of ${name} ${describeLease(view, world.now())}.`]);
  },
};
