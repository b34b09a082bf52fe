import { type Command, Option } from 'commander';
import type { CommonOptions, Context } from './context';

/** One command of the CLI: how it is typed, and what it does. */
export interface CliCommand<Options = object> {
  /** Adds arguments, flags and examples; called only when this command is typed. */
  describe(command: Command): unknown;
  /** The flags that it has no use for when its first argument is `name`, as code names them; none if absent. */
  unused?(options: Options & CommonOptions, name: string): readonly string[];
  /** Common flags that mean something else to it; they are not used to find the control plane. */
  otherwise?(name: string): readonly 'profile'[];
  /** Carries the command out and says what its exit code is, 0 if nothing; `name` is the first argument, if it has one. */
  run(context: Context, options: Options & CommonOptions, name: string): Promise<number | void>;
}

/** A command as `idp --help` lists it; the rest of it is loaded when it is typed. */
export interface CommandRow {
  name: string;
  /** A shorter word for the same. */
  alias?: string;
  summary: string;
  load(): Promise<CliCommand>;
}

/** The part of a help text that shows how a command is typed. */
export function examples(...lines: string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ ${line}`)].join('\n');
}

/** Gathers the values of a flag that may be given several times. */
export function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/** `--no-pager`, of a command that may show more than a terminal holds. */
export function pages(): Option {
  return new Option('--no-pager', 'do not use a pager for a long plan');
}

/** `--wide`, of a command that prints a list in columns. */
export function widens(): Option {
  return new Option('--wide', 'show all columns, however narrow the terminal is');
}

/** `--wait` says what is so anyway; scripts that spell it out must not fail for it. */
export function waits(): Option {
  return new Option('--wait').default(true).hideHelp();
}
