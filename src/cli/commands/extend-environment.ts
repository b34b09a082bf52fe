import { type CliCommand, examples } from '../command';
import { describeLease } from '../print/environment';

interface Options {
  ttl: string;
}

/** `idp extend`: adds time to the end of a lease. */
export const extendEnvironment: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .requiredOption('--ttl <time>', 'how much longer: 30m, 36h, 2d, 1w')
      .addHelpText('after', examples('idp extend foo --ttl 2d')),
  async run({ api, screen, world }, { ttl }, name) {
    const view = await api.extendEnvironment(name, ttl);
    screen.show(view, () => [`The lease of ${name} ${describeLease(view, world.now())}.`]);
  },
};
