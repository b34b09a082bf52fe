import { isGone } from '../../client/follow-environment';
import type { Api, LifeView } from '../../client/api';
import { exitCodes, success } from '../../client/exit-codes';
import { describeTrouble } from '../../client/text/failure';
import type { Paint } from '../../client/text/paint';
import { formatInstant } from '../../client/text/time';
import { type CliCommand, examples } from '../command';
import { renderReceipt } from '../print/receipt';

const lifeId = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** `idp receipt`: whether anything is left of an environment, first in one line and then with the evidence. */
export const showReceipt: CliCommand = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment, or the id of one of its lives')
      .addHelpText('after', examples('idp receipt foo', 'idp receipt foo --json=verdict,evidence')),
  async run({ api, screen }, _options, name) {
    const life = await readLife(name, api);
    const verdict = verdictOf(life);
    const { id, status, receipt = null, evidence } = life;
    screen.show({ name: life.name, id, status, verdict, receipt, evidence }, () => [
      `${screen.paint.bold(life.name)}: ${paintVerdict(verdict, life, screen.paint)}`,
      ...(isGone(status) ? renderReceipt(life, screen.paint) : describeTrouble(life, screen.paint)),
    ]);
    return status === 'destroyed' ? success : exitCodes.unsuccessful;
  },
};

async function readLife(name: string, api: Api): Promise<LifeView> {
  return api.getLife(lifeId.test(name) ? name : (await api.getEnvironment(name)).id);
}

/** In one line, whether it is proven that nothing is left. */
function verdictOf({ status, receipt, destruction }: LifeView): string {
  if (status === 'forgotten') return 'not proven: its emulator is gone, so nothing can be verified';
  if (!isGone(status))
    return status === 'destroying' || status === 'stuck'
      ? notYet(destruction)
      : 'it still lives, so there is no receipt';
  if (!receipt) return 'destroyed without a receipt';
  if (!receipt.built) return 'proven: nothing was ever built';
  if (receipt.disowned === undefined) return 'proven: nothing is left';
  return `nothing is left that could be checked; ${receipt.disowned} disowned`;
}

function notYet(destruction: LifeView['destruction']): string {
  const next = destruction?.nextAttemptAt;
  return `not yet proven: ${next == null ? 'it is being destroyed' : `the next attempt is at ${formatInstant(next)}`}`;
}

function paintVerdict(verdict: string, { status }: LifeView, paint: Paint): string {
  return status === 'destroyed' ? paint.green(verdict) : paint.yellow(verdict);
}
