import { type Command, InvalidArgumentError, type Option } from 'commander';
import { usage } from '../client/errors';
import { collect } from './command';

/** What was given for each flag so far, by its long name. */
export type Given = Map<string, string>;

/**
 * Every flag that takes a value takes one, and only one: a flag is no value of the flag before it, and of two values for one
 * flag none is left out in silence.
 */
export function guardValues(command: Command, given: Given): void {
  const flags = command.options.flatMap(({ short, long }) => [short, long]);
  for (const option of command.options.filter(({ required }) => required))
    guardValue(option, [...flags, '-h', '--help'], given);
}

function guardValue(option: Option, flags: (string | undefined)[], given: Given): void {
  const { long = '', parseArg: parse } = option;
  option.argParser((value: string, previous: unknown) => {
    if (flags.includes(value))
      throw new InvalidArgumentError(`'${value}' is a flag, so '${long}' has no value.`);
    const before = given.get(long);
    if (parse !== collect && before !== undefined && before !== value)
      throw new InvalidArgumentError(`'${long}' was already given as '${before}'.`);
    given.set(long, value);
    return parse ? parse(value, previous as never) : value;
  });
}

/** Refuses a word that no argument of the command takes. */
export function refuseMore(typed: Command, words: readonly string[]): void {
  const [extra] = words.slice(typed.registeredArguments.length);
  if (extra === undefined || typed.registeredArguments.some(({ variadic }) => variadic)) return;
  const count = typed.registeredArguments.length;
  const takes = count === 0 ? 'no argument' : count === 1 ? 'one argument' : `${count} arguments`;
  throw usage(
    `'idp ${typed.name()}' takes ${takes}; '${extra}' is not allowed.`,
    `Run 'idp ${typed.name()} --help' for usage.`,
  );
}

/** Refuses flags that were typed though this use of the command has none for them; `unused` are their names in code. */
export function refuseUnused(typed: Command, unused: readonly string[], use: string): void {
  const found = typed.options.find(
    (option) =>
      unused.includes(option.attributeName()) &&
      typed.getOptionValueSourceWithGlobals(option.attributeName()) === 'cli',
  );
  if (found) throw usage(`'idp ${use}' does not use ${found.long ?? found.flags}.`, 'Remove it.');
}
