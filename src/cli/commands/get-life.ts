import { type CliCommand, examples } from '../command';
import { renderEnvironment } from '../print/environment';
import { renderReceipt } from '../print/receipt';

/** `idp life`: one life of a name by its id, also long after the name went to another. */
export const getLife: CliCommand = {
  describe: (command) =>
    command
      .argument('<id>', "the id of a life, as 'idp status' shows it")
      .addHelpText('after', examples('idp life 01JD3V8K2N7Q4R5S6T7V8W9XYZ')),
  async run({ api, screen, world }, _options, id) {
    const life = await api.getLife(id);
    screen.show(life, () => [
      ...renderEnvironment(life, screen.paint, world.now()),
      ...renderReceipt(life, screen.paint),
    ]);
  },
};
