import type { EnvironmentView } from '../../client/typed/types';
import { type CliCommand, examples } from '../command';
import type { Context } from '../context';
import { CliError, usage } from '../../client/errors';
import { printable } from '../../client/text/paint';
import { pause } from '../../client/world';

interface Options {
  follow?: true;
  run?: string;
}

interface Line {
  at: string;
  text: string;
}

const interval = 1_500;

/** `idp logs`: the log of the active run, else of the last one. */
export const getLogs: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('-f, --follow', 'keep printing until the run ends')
      .option('--run <id>', "another run of it ('idp runs' lists them)")
      .addHelpText('after', examples('idp logs foo', 'idp logs foo --follow')),
  async run(context, { follow, run }, name) {
    const { api, screen } = context;
    if (follow && screen.json)
      throw usage('--follow prints continuously, so it cannot be combined with JSON output.');
    const id = run ?? runOf(await api.getEnvironment(name));
    await screen.showPages(follow ? followLog(context, id) : readLog(context, id), render);
  },
};

function runOf({ name, run, lastRun }: EnvironmentView): string {
  const id = run?.id ?? lastRun?.id;
  if (id !== undefined) return id;
  throw new CliError('not-found', `'${name}' has had no run yet.`, { code: 'RunNotFound' });
}

/** What there is now: the log has ended where a page leads to itself. */
async function* readLog({ api }: Context, run: string): AsyncGenerator<Line[]> {
  let after: string | undefined;
  for (;;) {
    const page = await api.getLogs(run, after);
    yield page.lines;
    if (page.done || page.next === null || page.next === after) return;
    after = page.next;
  }
}

async function* followLog({ api, screen, world }: Context, run: string): AsyncGenerator<Line[]> {
  let after: string | undefined;
  for (;;) {
    const page = await api.watch.getLogs(run, after);
    yield page.lines;
    if (page.done || !screen.isRead()) return;
    if (page.lines.length === 0) await pause(world, interval);
    after = page.next ?? undefined;
  }
}

function render({ at, text }: Line): string {
  return `${at.slice(11, 19)}  ${printable(text)}`;
}
