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

/** What `idp --help` says: every command with its summary. */
export function overview(): string {
  const commands = commandTable.map(({ name, summary }) => [name, summary] as const);
  const width = Math.max(...[...options, ...commands].map(([term]) => term.length));
  const list = (rows: readonly (readonly [string, string])[]) =>
    rows.map(([term, says]) => `  ${term.padEnd(width)}  ${says}\n`).join('');
  return [
    'Usage: idp [options] [command]\n',
    'Create cloud environments that are destroyed when their lease ends.\n',
    `Options:\n${list(options)}`,
    `Commands:\n${list(commands)}`,
    "'idp <command> --help' shows the flags of a command and examples.\n",
  ].join('\n');
}
