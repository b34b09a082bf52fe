import { exitCodes, success } from '../../client/exit-codes';
import { type CliCommand, examples } from '../command';
import { type AskedOptions, bodyOf, describeParts, estimateOf, renderRequest } from './asked-environment';

/** `idp estimate`: what an environment would cost and what the stage's policy says of it already; nothing is requested. */
export const estimateCost: CliCommand<AskedOptions> = {
  describe: (command) =>
    describeParts(command).addHelpText(
      'after',
      examples(
        'idp estimate --template api-database --ttl 7d',
        'idp estimate -t api-service --permanent --json',
      ),
    ),
  async run(context, options) {
    const body = await bodyOf(options, context);
    const estimated = await estimateOf(body, context);
    const lines = context.screen.json ? [] : await renderRequest(estimated, body, context);
    context.screen.show(estimated, () => lines);
    return estimated.policy?.verdict === 'deny' ? exitCodes.unsuccessful : success;
  },
};
