import { Command, CommanderError } from 'commander';
import type { CommandRow } from './command';
import { commandTable } from './command-table';
import { commonOptions, commonOptionsFor } from './common-options';
import type { CommonOptions } from './context';
import { type CliError, usage } from '../client/errors';
import { exitCodeOf, success } from '../client/exit-codes';
import { foldWords } from '../client/text/fold';
import { printable } from '../client/text/paint';
import { columnsOf } from './print/columns';
import { type Given, guardValues, refuseMore, refuseUnused } from './flags';
import { refuseFields, splitArguments, takeFields, type Typed } from './json-fields';
import { overview } from './overview';
import type { World } from './world';

/** Runs the command that was typed and returns the exit code; every error is printed here. */
export async function runCommand(argv: string[], world: World): Promise<number> {
  const ended = { code: success };
  try {
    const typed = takeFields(argv);
    await createProgram({ world, ended, typed }).parseAsync(withHelp(typed.argv), { from: 'user' });
    return ended.code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return success;
    const trouble = error instanceof CommanderError ? mistyped(error, argv) : error;
    const { complain } = await import('./complain');
    await complain(trouble, { document: documentIn(argv), world });
    return exitCodeOf(trouble);
  }
}

/** `idp help create` asks what `idp create --help` does; what is no command is refused, whatever else is asked of it. */
function withHelp(argv: string[]): string[] {
  const [word, ...asked] = argv;
  if (word === 'help')
    return withHelp(asked.some((one) => !one.startsWith('-')) ? [...asked, '--help'] : ['--help']);
  const name = commandIn(argv);
  return name === undefined || isCommand(name) ? argv : argv.filter((one) => !['-h', '--help'].includes(one));
}

function isCommand(word: string): boolean {
  return commandTable.some(({ name, alias }) => name === word || alias === word);
}

/** The word that stands where a command does: the first that is neither a flag nor the value of one. */
function commandIn(argv: string[]): string | undefined {
  const valued = commonOptions()
    .flatMap(({ required, short, long }) => (required ? [short, long] : []))
    .filter(Boolean);
  return argv.find((word, at) => !word.startsWith('-') && !valued.includes(argv[at - 1]));
}

function createProgram({ world, ended, typed: asTyped }: Omit<Run, 'given'>): Command {
  const program = new Command('idp')
    .version(world.version)
    .enablePositionalOptions()
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ minWidthToWrap: 20 })
    .configureOutput({
      getOutHelpWidth: () => columnsOf(world.stdout),
      writeOut: (text) => world.stdout.write(printable(text)),
      writeErr: (text) => world.stderr.write(printable(text)),
      outputError: () => undefined,
    });
  program.helpInformation = () => overview(columnsOf(world.stdout), foldWords);
  const given: Given = new Map();
  for (const option of commonOptions()) program.addOption(option.hideHelp());
  guardValues(program, given);
  for (const row of commandTable) {
    const command = program.command(row.name).summary(row.summary).description(sentence(row));
    if (row.alias !== undefined) command.alias(row.alias);
  }
  return program.hook('preSubcommand', (_, typed) =>
    describe(typed, { world, ended, given, typed: asTyped }),
  );
}

/** What a command is run with: the world, where its exit code goes, and the flags before it. */
interface Run {
  world: World;
  ended: { code: number };
  given: Given;
  /** What was typed, with the fields behind `--json`. */
  typed: Typed;
}

/** Only the command that was typed is loaded, so that `idp --help` stays as quick as Node starts. */
async function describe(typed: Command, { world, ended, given, typed: asTyped }: Run): Promise<void> {
  const row = commandTable.find(({ name }) => name === typed.name());
  const command = await row?.load();
  command?.describe(typed);
  for (const option of commonOptionsFor(typed)) typed.addOption(option);
  guardValues(typed, given);
  typed.allowExcessArguments();
  typed.action(async () => {
    const { words, fields } = splitArguments(typed, asTyped);
    refuseMore(typed, words);
    refuseFields(typed, fields);
    const [name = '', second] = words;
    const options: CommonOptions = { ...typed.optsWithGlobals<CommonOptions>(), second, words, fields };
    refuseFormats(options);
    refuseUnused(typed, command?.unused?.(options, name) ?? [], [typed.name(), name].join(' ').trim());
    const [{ openContext }, { useProxy }] = await Promise.all([
      import('./context'),
      import('../client/proxy'),
    ]);
    await useProxy(world.env);
    const common = withoutFlags(options, command?.otherwise?.(name) ?? []);
    const code = await command?.run(openContext(common, world), options, name);
    ended.code = code ?? success;
  });
}

function withoutFlags(options: CommonOptions, names: readonly 'profile'[]): CommonOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => !names.some((one) => one === name)),
  ) as unknown as CommonOptions;
}

function refuseFormats({ json, output = 'json' }: CommonOptions): void {
  if (json && output !== 'json') throw usage(`--json and --output ${output} cannot be combined.`);
}

function sentence({ summary }: CommandRow): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

function mistyped(error: CommanderError, argv: string[]): CliError {
  const [message = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const known = commandTable.find(({ name }) => argv.includes(name));
  const help = `Run 'idp ${known ? `${known.name} ` : ''}--help' for usage.`;
  const said = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  return usage(
    /[.?!]$/.test(said) ? said : `${said}.`,
    ...rest.map((line) => line.replace(/^\((.*)\)$/, '$1')),
    help,
  );
}

/** The document that a program waits for, as far as what was typed can be read. */
function documentIn(argv: string[]): 'json' | 'yaml' | undefined {
  const pairs = [...argv, ...argv.map((word, index) => `${word}=${argv[index + 1] ?? ''}`)];
  const has = (format: string) =>
    pairs.some((pair) => [`--output=${format}`, `-o=${format}`, `-o${format}`].includes(pair));
  if (has('yaml')) return 'yaml';
  return has('json') || argv.some((word) => word === '--json' || word.startsWith('--json='))
    ? 'json'
    : undefined;
}
