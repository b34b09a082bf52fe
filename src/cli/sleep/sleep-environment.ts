import { type CliCommand, examples, pages, waits } from '../command';
import { reportTransition } from './report-transition';

interface Options {
  wait: boolean;
}

/** `idp sleep`: stops what an environment costs by time, as far as its template can, and keeps the rest. */
export const sleepEnvironment: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .addOption(waits())
      .addOption(pages())
      .option('--no-wait', 'do not wait for the end')
      .addHelpText('after', examples('idp sleep foo', 'idp wake foo')),
  async run(context, { wait }, name) {
    return reportTransition(context, await context.api.sleepEnvironment(name), { to: 'asleep', wait });
  },
};
