import { createInterface } from 'node:readline';
import { CliError, usage } from '../../client/errors';
import type { World } from '../world';
import type { Loopback } from './loopback';
import type { SignIn } from './oidc';

/** The answer to a sign-in: the browser brings it, or the person pastes the address that the browser ended at. */
export async function awaitAnswer(
  { loopback, signIn, timeoutMs }: { loopback: Loopback; signIn: SignIn; timeoutMs: number },
  { stdin, interrupted }: Pick<World, 'stdin' | 'interrupted'>,
): Promise<URL> {
  const pasted = createInterface({ input: stdin, terminal: false });
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await Promise.race([
      loopback.answer(signIn.isAnswer),
      new Promise<URL>((resolve, reject) =>
        pasted.on('line', (line) => {
          if (line.trim() !== '') readPasted(line.trim(), signIn).then(resolve, reject);
        }),
      ),
      rejectOn(interrupted, () => new CliError('interrupted', 'The sign-in was cancelled.')),
      rejectOn(timeout, () => tooLate(timeoutMs)),
    ]);
  } finally {
    pasted.close();
    // A terminal that is still read would keep the process alive.
    stdin.pause();
  }
}

async function readPasted(text: string, { isAnswer }: SignIn): Promise<URL> {
  if (!URL.canParse(text))
    throw usage('That is not an address. Paste the complete address that the browser ended at.');
  const address = new URL(text);
  if (isAnswer(address)) return address;
  throw new CliError(
    'unauthenticated',
    'That address belongs to another sign-in (its state does not match).',
    {
      code: 'StateMismatch',
      hints: ["Start again with 'idp auth login', and use the address that it prints."],
    },
  );
}

function rejectOn(signal: AbortSignal, toError: () => CliError): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(toError());
    signal.addEventListener('abort', () => reject(toError()), { once: true });
  });
}

function tooLate(timeoutMs: number): CliError {
  return new CliError('unavailable', `The sign-in was not completed within ${timeoutMs / 1_000} seconds.`, {
    code: 'SignInTimeout',
    hints: ["Run 'idp auth login' again; '--timeout' waits longer."],
  });
}
