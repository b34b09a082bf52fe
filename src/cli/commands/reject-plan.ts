import { type CliCommand, examples } from '../command';
import { headline } from '../print/environment';
import { suggestNext } from '../print/next-commands';
import { renderReceipt } from '../print/receipt';
import { waitingDigest } from '../waiting-plan';

interface Options {
  digest?: string;
  reason?: string;
}

/** `idp reject`: nothing of the plan is applied; a life in which nothing was ever built ends with it. */
export const rejectPlan: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('--reason <text>', 'the reason, shown to the requester')
      .option('--digest <digest>', 'the digest of the plan you read; any other plan is refused')
      .addHelpText('after', examples('idp reject foo --reason "too expensive for a demo"')),
  async run({ api, screen }, { digest, reason }, name) {
    const planDigest = waitingDigest(await api.getEnvironment(name), digest);
    const view = await api.rejectPlan(name, { planDigest, ...(reason !== undefined && { reason }) });
    const { paint } = screen;
    const receipt = view.status === 'destroyed' ? renderReceipt({ ...view, evidence: null }, paint) : [];
    screen.show(view, () => [
      `The plan is rejected; ${headline(view, paint)}`,
      ...receipt,
      ...suggestNext(view, paint),
    ]);
  },
};
