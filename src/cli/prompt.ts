import { createInterface } from 'node:readline';
import type { Context } from './context';
import { CliError } from '../client/errors';

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

/** One line of the input, null at its end; a command asks one question only, as what follows the line is lost. */
async function ask({ world, screen }: Context, question: string): Promise<string | null> {
  screen.prompt(question);
  const { stdin, interrupted } = world;
  const lines = createInterface({ input: stdin, terminal: false });
  try {
    return await new Promise<string | null>((resolve, reject) => {
      const stop = () => reject(new CliError('interrupted', 'Nothing was done.'));
      if (interrupted.aborted) stop();
      interrupted.addEventListener('abort', stop, { once: true });
      lines.once('line', resolve).once('close', () => resolve(null));
    });
  } finally {
    lines.close();
    if (stdin.isTTY !== true) screen.say('');
  }
}

function declined(answer: string | null): CliError {
  const hints = answer === null ? ["The confirmation was not answered. Use '--yes' to skip it."] : [];
  return new CliError('declined', 'Nothing was done.', { code: 'Declined', hints });
}
