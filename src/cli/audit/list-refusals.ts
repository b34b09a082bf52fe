import type { RefusalRow } from '../../client/typed/types';
import { type CliCommand, examples } from '../command';
import type { Paint } from '../../client/text/paint';
import { renderTable } from '../../client/text/table';
import { formatSecond } from '../../client/text/time';

interface Options {
  day?: string;
}

/** `idp refusals`: what signed-in people and workflows asked for without the right to it; for admins. */
export const listRefusals: CliCommand<Options> = {
  describe: (command) =>
    command
      .option('--day <day>', 'a day in UTC (default: today)')
      .addHelpText('after', examples('idp refusals', 'idp refusals --day 2026-11-26')),
  async run({ api, screen }, { day }) {
    const refusals = await api.listRefusals(day);
    screen.show(refusals, () =>
      refusals.length === 0 ? ['No requests were refused.'] : renderRefusals(refusals, screen.paint),
    );
  },
};

function renderRefusals(refusals: RefusalRow[], paint: Paint): string[] {
  const header = ['WHEN', 'WHO', 'REQUESTED', 'ON', 'REQUIRES', 'REQUEST'].map(paint.dim);
  return renderTable(header, refusals.map(rowOf), paint.columns);
}

function rowOf(refusal: RefusalRow): string[] {
  const when = formatSecond(refusal.at);
  if (refusal.kind === 'counted')
    return [when, refusal.actor, `at least ${refusal.atLeast} refusals in this minute`, '', '', ''];
  const { actor, operation, thing, code, rule, request } = refusal;
  const on = Object.entries(thing).map(([what, name]) => `${what} ${name}`);
  return [when, actor, operation, on.join(', '), `${rule} (${code})`, request];
}
