import { CliError } from '../errors';
import { hostOfSigned } from '../signed-address';
import type { ClientWorld } from '../world';

/** A large bundle may take its time on a slow line. */
const longestMs = 10 * 60_000;

/** What is put, as a failure names it, and what has not happened then. */
interface PutOptions extends Pick<ClientWorld, 'interrupted'> {
  what?: string;
  undone?: string;
}

/** Puts bytes at the address that the API signed for them, which opens nothing else; it is a credential, so no message has it. */
export async function putUpload(
  { url, headers }: { url: string; headers: Record<string, string> },
  body: Uint8Array,
  { interrupted, what = 'bundle', undone = 'Nothing was published' }: PutOptions,
): Promise<void> {
  const host = hostOfSigned(url, 'takes uploads');
  const signal = AbortSignal.any([interrupted, AbortSignal.timeout(longestMs)]);
  const sent = { method: 'PUT', headers, body: Buffer.from(body), redirect: 'error', signal } as const;
  const response = await fetch(url, sent).catch((cause: unknown) => {
    throw new CliError('unavailable', `The ${what} could not be uploaded to ${host}.`, {
      cause,
      hints: [`${undone}; run the command again.`],
    });
  });
  await response.body?.cancel();
  if (response.ok) return;
  throw new CliError('unavailable', `${host} did not take the ${what} (${response.status}).`, {
    hints: [`${undone}; run the command again.`],
  });
}
