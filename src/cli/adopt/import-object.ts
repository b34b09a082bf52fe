import { type CliCommand, examples, pages, waits } from '../command';
import { usage } from '../../client/errors';
import { confirm } from '../prompt';
import { reportProvision } from '../report-provision';

interface Options {
  yes?: true;
  wait: boolean;
}

/** `idp import`: has one object that exists already taken into an environment, by a plan that another person approves. */
export const importObject: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .argument('<address>', 'the address that the template has for it')
      .argument('<object>', 'the id that Terraform imports its type by')
      .option('-y, --yes', 'do not ask for confirmation')
      .addOption(waits())
      .addOption(pages())
      .option('--no-wait', 'do not wait until it is planned')
      .addHelpText(
        'after',
        examples(
          'idp import network module.network.aws_vpc.this vpc-0a1b2c3d',
          'idp import foo \'aws_sqs_queue.jobs["a"]\' https://…/jobs-a',
        ),
      ),
  async run(context, { yes, wait, ...options }, name) {
    const [, address, id, extra] = options.words;
    if (address === undefined || id === undefined || extra !== undefined)
      throw usage(`Use 'idp import ${name} <address> <id>'.`);
    context.screen.say(
      `Imports ${id} as ${address} of ${name}. Nothing is changed before the plan is approved.`,
      'From then on it belongs to the environment: it is deleted when that is destroyed or its lease ends.',
    );
    await confirm(context, yes);
    const started = await context.api.changeEnvironment(name, { import: { address, id } });
    return reportProvision(context, started, { wait });
  },
};
