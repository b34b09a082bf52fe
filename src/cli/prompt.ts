import type { Context } from './context';
import { CliError } from '../client/errors';
import { nextLine } from './line-reader';

/** Asks `Proceed? (y/N)`; anything but yes is `declined`. With `yes` nothing is asked. */
export async function confirm(context: Context, yes: boolean | undefined): Promise<void> {
  if (yes === true) return;
  const answer = await ask(context, 'Proceed? (y/N) ');
  if (!/^y(es)?$/i.test(answer?.trim() ?? '')) throw declined(answer);
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
