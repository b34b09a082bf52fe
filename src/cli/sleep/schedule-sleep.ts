import { type CliCommand, examples } from '../command';
import { usage } from '../../client/errors';
import { describeSleep } from '../print/sleep';

interface Options {
  none?: true;
}

/** `idp schedule`: when an environment is put to sleep and woken from now on. */
export const scheduleSleep: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .argument('[times]', 'when it sleeps, with a time zone')
      .option('--none', 'remove the schedule; it stays as it is')
      .addHelpText(
        'after',
        examples(
          "idp schedule foo '20:00-07:00 Europe/Berlin'",
          "idp schedule foo 'Mon-Thu 20:00-07:00, Fri 20:00-Mon 07:00 Europe/Berlin'",
          'idp schedule foo --none',
        ),
      ),
  async run({ api, screen }, { none, second: times }, name) {
    if ((times === undefined) === (none === undefined))
      throw usage(
        'Use either times or --none.',
        `Use 'idp schedule ${name} "20:00-07:00 Europe/Berlin"'; run 'idp schedule --help' for usage.`,
      );
    const view = await api.scheduleSleep(name, times ?? null);
    const [first, ...more] = describeSleep(view);
    screen.show(view, () => [
      times === undefined
        ? `${name} has no sleep schedule.`
        : `${name} sleeps by its schedule, from the next time on.`,
      ...(first === undefined ? [] : [first, ...more]),
    ]);
  },
};
