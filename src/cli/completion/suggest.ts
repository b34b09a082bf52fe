import { Command, Option } from 'commander';
import { collect, type CommandRow } from '../command';
import { commandTable } from '../command-table';
import { commonOptionsFor } from '../common-options';
import { beginning, type Candidate, type Completed } from './candidate';
import { type Place, readWords, type ReadWords } from './read-words';
import { argumentSources, flagSources, inputSource, type Source } from './sources';
import type { TypedLine } from './typed-line';

/** Asks for the names of a source that somebody else knows. */
export type Ask = (source: Source, given: ReadWords['given']) => Promise<Candidate[]>;

const help = new Option('-h, --help', 'display help for command');
const version = new Option('-V, --version', 'output the version number');

/** What may stand where the cursor is, in a line whose first word is the program. */
export async function suggest({ before, current }: TypedLine, ask: Ask): Promise<Completed> {
  const [, ...words] = before;
  const at = commandAt(words);
  if (at < 0) return beforeCommand(words, current, ask);
  const row = commandTable.find(({ name, alias }) => [name, alias].includes(words[at]));
  if (!row) return { words: words[at] === 'help' ? beginning(commands(), current) : [] };
  const command = await described(row);
  const read = readWords(command, [...words.slice(0, at), ...words.slice(at + 1)], current);
  return completed({ command, read, current, ask });
}

/** Where the command stands among the words; -1 where none is typed yet. */
function commandAt(words: readonly string[]): number {
  const program = withOptions(new Command(), []);
  return words.findIndex(
    (word, at) =>
      !word.startsWith('-') && readWords(program, words.slice(0, at), word).place.kind === 'argument',
  );
}

async function beforeCommand(words: string[], current: string, ask: Ask): Promise<Completed> {
  const command = withOptions(new Command(), [version]);
  const read = readWords(command, words, current);
  if (read.place.kind === 'argument') return { words: beginning(commands(), current) };
  return completed({ command, read, current, ask });
}

function commands(): Candidate[] {
  return commandTable.map(({ name, summary }) => ({ value: name, says: summary }));
}

/** A command with its flags and those that every command has, as it would be run. */
export async function described(row: CommandRow): Promise<Command> {
  const command = new Command(row.name);
  (await row.load()).describe(command);
  return withOptions(command, []);
}

function withOptions(command: Command, more: Option[]): Command {
  for (const option of [...commonOptionsFor(command), ...more, help]) command.addOption(option);
  return command;
}

interface Completing {
  command: Command;
  read: ReadWords;
  current: string;
  ask: Ask;
}

async function completed({ command, read, current, ask }: Completing): Promise<Completed> {
  const { place, given } = read;
  if (place.kind === 'flag') return { words: beginning(flagsLeft(command, given), current) };
  if (place.kind === 'value') return prefixed(place, await valuesOf(place, given, ask));
  const { argument } = place;
  if (!argument) return { words: [] };
  const source = argument.argChoices ? fixed(argument.argChoices) : argumentSources[argument.name()];
  const found = await wordsOf(source, current, { given, ask });
  const already = given.get(argument.name()) ?? [];
  return 'file' in found ? found : { words: found.words.filter(({ value }) => !already.includes(value)) };
}

/** Flags that were not given yet, or may be given again. */
function flagsLeft({ options }: Command, given: ReadWords['given']): Candidate[] {
  const left = options.filter(
    (option) => !option.hidden && (!given.has(option.attributeName()) || option.parseArg === collect),
  );
  return left.flatMap(({ long, description }) => (long ? [{ value: long, says: description }] : []));
}

type ValuePlace = Extract<Place, { kind: 'value' }>;

function valuesOf({ option, typed }: ValuePlace, given: ReadWords['given'], ask: Ask): Promise<Completed> {
  const source = option.argChoices ? fixed(option.argChoices) : sourceOf(option);
  return wordsOf(source, typed, { given, ask });
}

/** Where the values of a flag are from; undefined for one that nobody thought of. */
export function sourceOf(option: Option): Source | undefined {
  if (option.attributeName() !== 'input') return flagSources[option.attributeName()];
  return option.parseArg === collect ? inputSource : flagSources['fileInput'];
}

/** The same with what stands before it in its word: `--output=` of `--output=json`. */
function prefixed({ before }: ValuePlace, found: Completed): Completed {
  if ('file' in found) return found;
  return { words: found.words.map((word) => ({ ...word, value: before + word.value })) };
}

function fixed(words: readonly string[]): Source {
  return { kind: 'fixed', words };
}

async function wordsOf(
  source: Source | undefined,
  typed: string,
  { given, ask }: Pick<Completing, 'ask'> & Pick<ReadWords, 'given'>,
): Promise<Completed> {
  if (source === undefined || source.kind === 'free') return { words: [] };
  if (source.kind === 'file') return fileOf(source.after ?? '', typed);
  const words = source.kind === 'fixed' ? source.words.map((value) => ({ value })) : await ask(source, given);
  return { words: beginning(source === inputSource ? stageOf(words, typed) : words, typed) };
}

function fileOf(after: string, typed: string): Completed {
  return typed.startsWith(after)
    ? { file: typed.slice(after.length) }
    : { words: beginning([{ value: after }], typed) };
}

/** First the inputs, and the values of one once it is chosen. */
function stageOf(words: readonly Candidate[], typed: string): Candidate[] {
  return words.filter(({ value }) => value.endsWith('=') !== typed.includes('='));
}
