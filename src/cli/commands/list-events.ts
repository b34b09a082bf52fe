import { counted } from '../../domain/base/counted';
import type { DomainEvent } from '../../client/typed/types';
import { type CliCommand, examples } from '../command';
import type { Context } from '../context';
import { usage } from '../../client/errors';
import { exitCodes, success } from '../../client/exit-codes';
import { renderEvent } from '../audit/render-event';
import type { Paint } from '../../client/text/paint';
import { type ChainReport, verifyEvents } from '../../client/verify-events';
import { pause } from '../../client/world';

interface Options {
  follow?: true;
  verify?: true;
}

const interval = 2_000;
const lastEvent: DomainEvent['type'] = 'EnvironmentDestroyed';

/** `idp events`: what happened to an environment, by whom, in order. */
export const listEvents: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('-f, --follow', 'keep printing until it is destroyed')
      .option('--verify', 'check whether events are missing, changed or out of order')
      .addHelpText('after', examples('idp events foo', 'idp events foo --follow', 'idp events foo --verify')),
  async run(context, { follow, verify }, name) {
    const { api, screen } = context;
    if (follow && verify)
      throw usage('--verify checks the existing events, so it cannot be combined with --follow.');
    if (verify) return showVerified(context, name);
    if (follow && screen.json)
      throw usage('--follow prints continuously, so it cannot be combined with JSON output.');
    if (follow) return followEvents(context, name);
    const events = await api.listEvents(name, 0);
    screen.show(events, () => events.flatMap((event) => renderEvent(event, screen.paint)));
  },
};

/** A broken chain ends the program as something broken, so that a schedule can watch it. */
async function showVerified({ api, screen }: Context, name: string): Promise<number> {
  const report = verifyEvents(await api.readEvents(name));
  screen.show(report, () => renderChain(name, report, screen.paint));
  return report.fault ? exitCodes.broken : success;
}

function renderChain(name: string, report: ChainReport, paint: Paint): string[] {
  const { events, life, fault, head, previousLife } = report;
  const lines = [`${counted(events, 'event')} of ${name}, life ${life}.`, beginningOf(report)];
  if (previousLife !== null) lines.push(`The previous life ended with ${previousLife}.`);
  if (fault) return [...lines, paint.red(`The chain breaks at event ${fault.seq}: ${fault.reason}.`)];
  if (head === null) return lines;
  return [...lines, paint.green('Nothing is missing, changed or out of order.'), `Head: ${head}`];
}

function beginningOf({ chainedFrom, events }: ChainReport): string {
  if (chainedFrom === null) return 'None of them is chained: they are older than the chain.';
  if (chainedFrom === 1) return `Events 1 to ${events} are chained.`;
  return `The chain begins at event ${chainedFrom}; earlier events are older than the chain.`;
}

async function followEvents({ api, screen, world }: Context, name: string): Promise<void> {
  let after = 0;
  for (;;) {
    const events = await api.watch.listEvents(name, after);
    screen.say(...events.flatMap((event) => renderEvent(event, screen.paint)));
    if (!screen.isRead() || events.some(({ type }) => type === lastEvent)) return;
    after = events.at(-1)?.seq ?? after;
    await pause(world, interval);
  }
}
