import { type CliCommand, examples, pages, waits } from '../command';
import { followDestroy } from '../report-destroy';
import { reportProvision } from '../report-provision';

interface Options {
  wait: boolean;
}

/** `idp retry`: tries a failed provision again, or a destroy that waits for its next attempt. */
export const retryRun: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .addOption(waits())
      .addOption(pages())
      .option('--no-wait', 'do not wait for the end')
      .addHelpText('after', examples('idp retry foo')),
  async run(context, { wait }, name) {
    const started = await context.api.retryRun(name);
    if (started.run?.kind !== 'provision') return followDestroy(context, started, wait);
    return reportProvision(context, started, { wait });
  },
};
