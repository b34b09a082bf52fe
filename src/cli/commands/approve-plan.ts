import type { EnvironmentView } from '../../client/typed/types';
import { type CliCommand, examples, pages, waits } from '../command';
import type { Context } from '../context';
import { describePlanSummary } from '../print/plan';
import { confirm } from '../prompt';
import { readPlanLines } from '../read-plan';
import { reportProvision } from '../report-provision';
import { waitingDigest } from '../waiting-plan';

interface Options {
  digest?: string;
  yes?: true;
  full?: true;
  wait: boolean;
}

/** `idp approve`: shows the plan, asks, and follows what applies exactly that plan. */
export const approvePlan: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('--digest <digest>', 'the digest of the plan you read; any other plan is refused')
      .option('--full', 'show every attribute of every resource')
      .addOption(pages())
      .option('-y, --yes', 'show a short plan, and do not ask for confirmation')
      .addOption(waits())
      .option('--no-wait', 'do not wait until it is applied')
      .addHelpText('after', examples('idp plan foo', 'idp approve foo')),
  async run(context, { digest, yes, wait, full }, name) {
    const { api } = context;
    const view = await api.getEnvironment(name);
    const approved = waitingDigest(view, digest);
    if (view.run?.phase === 'awaiting-approval') {
      await show(context, view, { full, yes });
      await confirm(context, yes);
    }
    return reportProvision(context, await api.approvePlan(name, approved), { wait });
  },
};

/** Whoever is asked reads the plan first; without a question there is nobody to read it. */
async function show(
  context: Context,
  view: EnvironmentView,
  { full, yes }: { full: true | undefined; yes: true | undefined },
): Promise<void> {
  const { screen } = context;
  if (!view.plan) return;
  await screen.page([
    `Plan of ${screen.paint.bold(view.name)}`,
    ...(yes && !full ? [] : await readPlanLines(context, view, full ? 'full' : 'folded')),
    ...describePlanSummary(view.plan, view.lease, screen.paint),
  ]);
}
