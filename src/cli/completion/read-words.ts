import type { Argument, Command, Option } from 'commander';

/** What stands where the cursor is: a value of a flag, a flag, or an argument (none where no more are taken). */
export type Place =
  | { kind: 'value'; option: Option; typed: string; before: string }
  | { kind: 'flag' }
  | { kind: 'argument'; argument: Argument | undefined };

/** The words of a command as far as they are typed: values by the names that code has for flags and arguments. */
export interface ReadWords {
  place: Place;
  given: ReadonlyMap<string, readonly string[]>;
}

interface Reading {
  command: Command;
  given: Map<string, string[]>;
  arguments: number;
  /** The flag whose value comes next. */
  open: Option | undefined;
  /** After `--`, whatever comes is an argument. */
  flagsEnded: boolean;
}

/** Reads the words before the cursor as the command does, and says what the word at the cursor is. */
export function readWords(command: Command, before: readonly string[], current: string): ReadWords {
  const reading: Reading = { command, given: new Map(), arguments: 0, open: undefined, flagsEnded: false };
  for (const word of before) readWord(reading, word);
  return { place: placeOf(reading, current), given: reading.given };
}

function readWord(reading: Reading, word: string): void {
  if (reading.open) return give(reading, word);
  if (reading.flagsEnded || !word.startsWith('-') || word === '-') return takeArgument(reading, word);
  if (word === '--') reading.flagsEnded = true;
  else takeFlag(reading, word);
}

function give(reading: Reading, word: string): void {
  if (reading.open) note(reading, reading.open.attributeName(), word);
  reading.open = undefined;
}

function takeArgument(reading: Reading, word: string): void {
  const argument = argumentAt(reading);
  if (argument) note(reading, argument.name(), word);
  reading.arguments += 1;
}

/** `--name=value`, `-nvalue`, or a flag whose value is the next word. */
function takeFlag(reading: Reading, word: string): void {
  const [name = '', ...rest] = word.split('=');
  const option = optionOf(reading.command, name) ?? optionOf(reading.command, word.slice(0, 2));
  if (!option) return;
  const attached = name === option.long ? rest.join('=') : word.slice(2);
  const isAttached = name === option.long ? rest.length > 0 : word.length > 2;
  if (!option.required || isAttached) note(reading, option.attributeName(), attached);
  else reading.open = option;
}

function placeOf(reading: Reading, current: string): Place {
  if (reading.open) return { kind: 'value', option: reading.open, typed: current, before: '' };
  if (reading.flagsEnded || !current.startsWith('-'))
    return { kind: 'argument', argument: argumentAt(reading) };
  const at = current.indexOf('=');
  const option = at < 0 ? undefined : optionOf(reading.command, current.slice(0, at));
  if (!option?.required) return { kind: 'flag' };
  return { kind: 'value', option, typed: current.slice(at + 1), before: current.slice(0, at + 1) };
}

function argumentAt({ command, arguments: at }: Reading): Argument | undefined {
  const { registeredArguments } = command;
  const last = registeredArguments.at(-1);
  return registeredArguments[at] ?? (last?.variadic ? last : undefined);
}

function optionOf({ options }: Command, flag: string): Option | undefined {
  return options.find(({ short, long }) => flag === short || flag === long);
}

function note({ given }: Reading, name: string, value: string): void {
  given.set(name, [...(given.get(name) ?? []), value]);
}
