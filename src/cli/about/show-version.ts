import type { CliCommand } from '../command';

/** `idp version`: which idp this is; it asks nobody whether there is a newer one. */
export const showVersion: CliCommand = {
  describe: () => undefined,
  unused: () => ['url', 'profile'],
  async run({ screen, world }) {
    screen.show({ version: world.version }, () => [world.version]);
  },
};
