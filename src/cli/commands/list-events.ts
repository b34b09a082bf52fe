import type { DomainEvent } from '../../domain/environment/events';
import { type CliCommand, examples } from '../command';
import type { Context } from '../context';
import { usage } from '../../client/errors';
import { formatValue } from '../print/outputs';
import { type Paint, printable } from '../../client/text/paint';
import { formatSecond } from '../../client/text/time';
import { pause } from '../../client/world';

interface Options {
  follow?: true;
}

const interval = 2_000;
const lastEvent: DomainEvent['type'] = 'EnvironmentDestroyed';

/** `idp events`: what happened to an environment, by whom, in order. */
export const listEvents: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('-f, --follow', 'go on until it is destroyed')
      .addHelpText('after', examples('idp events foo', 'idp events foo --follow')),
  async run(context, { follow }, name) {
    const { api, screen } = context;
    if (follow && screen.json)
      throw usage('--follow writes as it goes, so it cannot write one JSON document.');
    if (follow) return followEvents(context, name);
    const events = await api.listEvents(name, 0);
    screen.show(events, () => events.map((event) => renderEvent(event, screen.paint)));
  },
};

async function followEvents({ api, screen, world }: Context, name: string): Promise<void> {
  let after = 0;
  for (;;) {
    const events = await api.listEvents(name, after);
    screen.say(...events.map((event) => renderEvent(event, screen.paint)));
    if (events.some(({ type }) => type === lastEvent)) return;
    after = events.at(-1)?.seq ?? after;
    await pause(world, interval);
  }
}

function renderEvent({ at, type, actor, data }: DomainEvent, paint: Paint): string {
  const facts = Object.entries(data)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${formatValue(value)}`);
  return printable(`${formatSecond(at)}  ${type}  ${actor}  `) + paint.dim(printable(facts.join(' ')));
}
