import { CliError } from './errors';
import type { Attempt } from './request';

/** A large document may take its time on a slow line. */
const patience = 5 * 60_000;
const thisMachine = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Fetches a document from the address that the API signed for it, which opens nothing else and ends by itself; without the token.
 * Throws a CliError where the address could be read on the way. It is a credential, so no message has it.
 */
export async function fetchStored(address: string, interrupted: AbortSignal): Promise<Attempt> {
  const { protocol, hostname, host } = new URL(address);
  if (protocol !== 'https:' && !thisMachine.includes(hostname))
    throw new CliError(
      'broken',
      `The control plane keeps the document at ${host}, which is not reached by HTTPS.`,
    );
  const signal = AbortSignal.any([interrupted, AbortSignal.timeout(patience)]);
  const response = await fetch(address, { redirect: 'error', signal });
  if (response.ok) return attemptOf(response);
  await response.body?.cancel();
  // The address may have ended meanwhile: the next attempt is given another one.
  return { answered: false, reason: `${host} answered ${response.status}`, refused: false };
}

/** What came of an attempt that was answered. */
export async function attemptOf(response: Response): Promise<Attempt> {
  const retryAfter = response.headers.get('retry-after');
  return { answered: true, status: response.status, retryAfter, text: await response.text() };
}
