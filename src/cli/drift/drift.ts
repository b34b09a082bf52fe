import { Argument } from 'commander';
import { usage } from '../../client/errors';
import { type CliCommand, examples, waits } from '../command';
import type { Context } from '../context';
import { checkDrift } from './check-drift';
import { expectDrift } from './expect-drift';
import { renderDrift } from './render-drift';

interface Options {
  expected?: boolean;
  cause?: string;
  reason?: string;
  until?: string;
  wait: boolean;
}

type Work = (context: Context, name: string | undefined, options: Options) => Promise<number | void>;

/** What can be done, by the word that is typed. */
const works = {
  list: async ({ api, screen }, _name, { expected }) => {
    const found = await api.listDrift(expected === true);
    screen.show(found, () => renderDrift(found, screen.paint));
  },
  check: (context, name, { wait }) => checkDrift(context, needed(name), wait),
  expect: (context, name, options) => expectDrift(context, needed(name), options),
} satisfies Record<string, Work>;

const flagsOf: Readonly<Record<string, readonly string[]>> = {
  list: ['expected'],
  check: ['wait'],
  expect: ['cause', 'reason', 'until'],
};

/** `idp drift`: what was changed by hand, one row for each cause over all environments. */
export const drift: CliCommand<Options> = {
  describe: (command) =>
    command
      .addArgument(new Argument('[action]', 'what to do').choices(Object.keys(works)))
      .argument('[what]', 'check, expect: the environment')
      .option('--expected', 'list: also what is expected')
      .option('--cause <cause>', 'expect: the cause, as the list shows it')
      .option('--reason <text>', 'expect: why it is so')
      .option('--until <time>', 'expect: when it is shown again: 2026-12-24, or 3d from now')
      .addOption(waits())
      .option('--no-wait', 'check: do not wait for the end')
      .addHelpText(
        'after',
        examples(
          'idp drift',
          'idp drift check web',
          "idp drift expect web --cause 3f9a0c11d2e4 --reason 'a trial of support' --until 3d",
          'idp drift list --expected',
        ),
      ),
  unused: (_options, action) => {
    const used = flagsOf[action || 'list'] ?? [];
    return Object.values(flagsOf)
      .flat()
      .filter((flag) => !used.includes(flag));
  },
  run: async (context, { second: what, ...options }, action) => {
    const work: Work = works[(action || 'list') as keyof typeof works];
    return work(context, what, options);
  },
};

function needed(name: string | undefined): string {
  if (name !== undefined) return name;
  throw usage('Name the environment.');
}
