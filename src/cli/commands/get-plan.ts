import type { EnvironmentView } from '../../domain/environment/view';
import { type CliCommand, examples } from '../command';
import { CliError } from '../../client/errors';
import { describePlanSummary, renderPlan } from '../print/plan';

interface Options {
  run?: string;
}

/** `idp plan`: the plan that waits, else the one that was applied last. */
export const getPlan: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('--run <id>', "the plan of another run ('idp runs' lists them)")
      .addHelpText('after', examples('idp plan foo', 'idp plan foo --json')),
  async run({ api, screen }, { run }, name) {
    const view = await api.getEnvironment(name);
    const plan = await api.getPlan(run ?? runOf(view));
    const summary = view.plan?.digest === plan.digest ? view.plan : undefined;
    const waits = summary !== undefined && view.run?.phase === 'awaiting-approval';
    screen.show(plan, () => [
      ...renderPlan(plan, screen.paint),
      ...(summary ? describePlanSummary(summary, view.lease, screen.paint) : [`  Digest  ${plan.digest}`]),
      ...(waits ? [`Next: idp approve ${name}`, `Next: idp reject ${name}`] : []),
    ]);
  },
};

function runOf({ name, plan, run, lastRun }: EnvironmentView): string {
  const id = plan?.run ?? run?.id ?? lastRun?.id;
  if (id !== undefined) return id;
  throw new CliError('not-found', `'${name}' has no plan.`, { code: 'PlanNotFound' });
}
