import { type CliCommand, examples, waits } from '../command';
import { describeTrouble } from '../../client/text/failure';
import { retype } from '../prompt';
import { followDestroy } from '../report-destroy';

interface Options {
  address: string;
  yes?: true;
  wait: boolean;
}

/** `idp disown`: shows what the destroy could not account for, asks, and notes who said so; with the last address it goes on. */
export const disownResource: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .requiredOption(
        '--address <address>',
        "the address of the unaccounted resource, as shown by 'idp status'",
      )
      .option('-y, --yes', 'do not ask for confirmation')
      .addOption(waits())
      .option('--no-wait', 'do not wait for the end')
      .addHelpText('after', examples('idp disown foo --address aws_iam_role.app')),
  async run(context, { address, yes, wait }, name) {
    const { api, screen } = context;
    const found = await api.getEnvironment(name);
    screen.say(...describeTrouble(found, screen.paint));
    screen.say(
      `Disown ${address} only if you have checked: a resource that it may have created remains and is not searched for again.`,
    );
    await retype(context, 'disown', yes);
    const view = await api.disownResource(name, address);
    return followDestroy(context, view, wait && view.run !== undefined);
  },
};
