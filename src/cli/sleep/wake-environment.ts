import { type CliCommand, examples, pages, waits } from '../command';
import { reportTransition } from './report-transition';

interface Options {
  wait: boolean;
}

/** `idp wake`: starts what sleeps, until it is put to sleep again or its schedule does so. */
export const wakeEnvironment: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .addOption(waits())
      .addOption(pages())
      .option('--no-wait', 'do not wait for the end')
      .addHelpText('after', examples('idp wake foo')),
  async run(context, { wait }, name) {
    return reportTransition(context, await context.api.wakeEnvironment(name), { to: 'awake', wait });
  },
};
