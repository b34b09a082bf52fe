import type { Context } from './context';
import { CliError } from '../client/errors';
import { nextLine } from './line-reader';

/** Asks `Proceed? (y/N)`; anything but yes is `declined`. With `yes` nothing is asked. */
export async function confirm(context: Context, yes: boolean | undefined): Promise<void> {
  if (yes === true) return;
  const answer = await ask(context, 'Proceed? (y/N) ');
  if (!saysYes(answer)) throw declined(answer);
}

/** Asks a question of its own; anything but yes, and the end of the input, is no. */
export async function isYes(context: Context, question: string): Promise<boolean> {
  return saysYes(await ask(context, question));
}

function saysYes(answer: string | null): boolean {
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}

/** Asks to type `word`, so that nobody does by habit what has no way back. With `yes` nothing is asked. */
export async function retype(context: Context, word: string, yes: boolean | undefined): Promise<void> {
  if (yes === true) return;
  const answer = await ask(context, `Type "${word}" to confirm: `);
  if (answer?.trim() !== word) throw declined(answer);
}

/** One line of the input, null at its end. */
async function ask({ world, screen }: Context, question: string): Promise<string | null> {
  screen.prompt(question);
  const { stdin, interrupted } = world;
  try {
    return await nextLine(stdin, interrupted);
  } finally {
    if (stdin.isTTY !== true) screen.say('');
  }
}

function declined(answer: string | null): CliError {
  const hints = answer === null ? ["The confirmation was not answered. Use '--yes' to skip it."] : [];
  return new CliError('declined', 'Nothing was done.', { code: 'Declined', hints });
}
