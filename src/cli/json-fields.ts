import type { Command } from 'commander';
import { usage } from '../client/errors';
import { parseFields } from './print/chosen-fields';

/** What was typed, without the fields behind `--json`. */
export interface Typed {
  argv: string[];
  fields: string[] | undefined;
  /** The word behind `--json`: fields too, where the command has no other use for it. */
  maybe: string | undefined;
}

/** Takes `--json=name,status` and `--json name,status` apart, which to everything else are `--json`. */
export function takeFields(argv: readonly string[]): Typed {
  const at = argv.findIndex((word) => word === '--json' || word.startsWith('--json='));
  const [word = '', next] = at < 0 ? [] : argv.slice(at, at + 2);
  if (word.startsWith('--json=')) {
    const rest = [...argv.slice(0, at), '--json', ...argv.slice(at + 1)];
    return { argv: rest, fields: parseFields(word.slice('--json='.length)), maybe: undefined };
  }
  const isList = word !== '' && next?.includes(',') === true && !next.startsWith('-');
  if (!isList) return { argv: [...argv], fields: undefined, maybe: word === '' ? undefined : next };
  return { argv: argv.filter((_, index) => index !== at + 1), fields: parseFields(next), maybe: undefined };
}

/** The arguments of a command, and the fields: a word more than it takes that stands behind `--json` names one. */
export function splitArguments(
  typed: Command,
  { fields, maybe }: Typed,
): Pick<Typed, 'fields'> & { words: string[] } {
  const { args, registeredArguments } = typed;
  const isMore =
    !registeredArguments.some(({ variadic }) => variadic) && args.length > registeredArguments.length;
  const at = isMore && maybe !== undefined && fields === undefined ? args.indexOf(maybe) : -1;
  if (at < 0 || maybe === undefined) return { words: args, fields };
  return { words: args.filter((_, index) => index !== at), fields: parseFields(maybe) };
}

/** Commands that only read. What another one did would be done before a field of its result turned out to be wrong. */
const readers = [
  'templates',
  'template',
  'targets',
  'estimate',
  'list',
  'status',
  'outputs',
  'plan',
  'runs',
  'events',
  'logs',
  'life',
  'receipt',
  'me',
  'quotas',
  'refusals',
];

/** Of commands that do both, what only reads. */
const readingActions: Readonly<Record<string, readonly string[]>> = {
  stacks: ['list', 'show', 'status', 'events', 'timeline', 'graph'],
};

function onlyReads(typed: Command): boolean {
  return (
    readers.includes(typed.name()) || readingActions[typed.name()]?.includes(typed.args[0] ?? '') === true
  );
}

/** Refuses fields of what a command prints after it has changed something. */
export function refuseFields(typed: Command, fields: readonly string[] | undefined): void {
  if (fields && !onlyReads(typed))
    throw usage(
      `'idp ${typed.name()}' prints its whole document: --json takes no fields there.`,
      "'idp status' takes them.",
    );
}
