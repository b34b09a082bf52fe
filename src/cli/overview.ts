import { commandTable } from './command-table';

const options = [
  ['-V, --version', 'output the version number'],
  ['-h, --help', 'display help for command'],
] as const;

/** Whether only help was asked for. */
export function asksForOverview(argv: string[]): boolean {
  const [word = '--help', ...rest] = argv;
  return rest.length === 0 && ['--help', '-h', 'help'].includes(word);
}

/** Breaks a text into lines of at most so many cells, between words. */
type Fold = (text: string, width: number) => string[];

/** A column of summaries is at least so wide, however narrow the terminal is. */
const leastRoom = 12;

/** What `idp --help` says: every command with its summary; in as many cells as a line has, where `fold` breaks what is longer. */
export function overview(columns = Infinity, fold: Fold = (text) => [text]): string {
  const commands = commandTable.map(({ name, summary }) => [name, summary] as const);
  const width = Math.max(...[...options, ...commands].map(([term]) => term.length));
  const room = Math.max(leastRoom, columns - width - 4);
  const list = (rows: readonly (readonly [string, string])[]) =>
    rows.flatMap(([term, says]) =>
      fold(says, room).map((line, at) => `  ${(at === 0 ? term : '').padEnd(width)}  ${line}`),
    );
  return [
    ['Usage: idp [options] [command]', ''],
    [...fold('Create cloud environments that are destroyed when their lease ends.', columns), ''],
    ['Options:', ...list(options), ''],
    ['Commands:', ...list(commands), ''],
    [...fold("'idp <command> --help' shows the flags of a command and examples.", columns), ''],
  ]
    .flat()
    .join('\n');
}

/** Whether a text as it is fits into lines of so many cells. */
export function fitsInto(columns: number, text: string): boolean {
  return text.split('\n').every((line) => line.length <= columns);
}
