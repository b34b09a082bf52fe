import type { EnvironmentView } from '../../client/typed/types';
import { type CliCommand, examples, pages } from '../command';
import { CliError } from '../../client/errors';
import { describePlanSummary } from '../print/plan';
import { renderPlan } from '../print/plan/render-plan';

interface Options {
  run?: string;
  full?: true;
}

/** `idp plan`: the plan that waits, else the one that was applied last. */
export const getPlan: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('--run <id>', "the plan of another run ('idp runs' lists them)")
      .option('--full', 'every attribute of every resource')
      .addOption(pages())
      .addHelpText('after', examples('idp plan foo', 'idp plan foo --full', 'idp plan foo --json')),
  async run({ api, screen }, { run, full }, name) {
    const { paint } = screen;
    const view = await api.getEnvironment(name);
    const plan = await api.getPlan(run ?? runOf(view));
    if (screen.json) return screen.show(plan, () => []);
    const summary = view.plan?.digest === plan.digest ? view.plan : undefined;
    const waits = summary !== undefined && view.run?.phase === 'awaiting-approval';
    await screen.page([
      ...renderPlan(plan, { paint, detail: full ? 'full' : 'folded' }),
      ...(summary ? describePlanSummary(summary, view.lease, paint) : [`  Digest  ${plan.digest}`]),
      ...(waits ? [`Next: idp approve ${name}`, `Next: idp reject ${name}`] : []),
    ]);
  },
};

function runOf({ name, plan, run, lastRun }: EnvironmentView): string {
  const id = plan?.run ?? run?.id ?? lastRun?.id;
  if (id !== undefined) return id;
  throw new CliError('not-found', `'${name}' has no plan.`, { code: 'PlanNotFound' });
}
