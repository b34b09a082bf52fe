import { type CliCommand, examples, waits } from '../command';
import type { Context } from '../context';
import { describePlanSummary } from '../print/plan';
import { confirm } from '../prompt';
import { reportProvision } from '../report-provision';
import { waitingDigest } from '../waiting-plan';

interface Options {
  digest?: string;
  yes?: true;
  wait: boolean;
}

/** `idp approve`: shows the plan in short, asks, and follows what applies exactly that plan. */
export const approvePlan: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('--digest <digest>', 'the digest of the plan you read; any other plan is refused')
      .option('-y, --yes', 'do not ask for confirmation')
      .addOption(waits())
      .option('--no-wait', 'do not wait until it is applied')
      .addHelpText('after', examples('idp plan foo', 'idp approve foo')),
  async run(context, { digest, yes, wait }, name) {
    const { api } = context;
    const view = await api.getEnvironment(name);
    const approved = waitingDigest(view, digest);
    if (view.run?.phase === 'awaiting-approval') {
      show(context, view);
      await confirm(context, yes);
    }
    return reportProvision(context, await api.approvePlan(name, approved), { wait });
  },
};

function show({ screen }: Context, view: Awaited<ReturnType<Context['api']['getEnvironment']>>): void {
  if (view.plan)
    screen.say(
      `Plan of ${screen.paint.bold(view.name)}`,
      ...describePlanSummary(view.plan, view.lease, screen.paint),
    );
}
