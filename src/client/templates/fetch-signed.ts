import { CliError } from '../errors';
import { hostOfSigned } from '../signed-address';

const longestMs = 5 * 60_000;

/** What is fetched, as a failure names it. */
interface FetchOptions {
  what: string;
  does: Parameters<typeof hostOfSigned>[1];
  interrupted: AbortSignal;
}

/** The bytes at an address that the API signed for them; it is a credential, so no message has it. */
export async function fetchSigned(
  url: string,
  { what, does, interrupted }: FetchOptions,
): Promise<Uint8Array> {
  const host = hostOfSigned(url, does);
  const signal = AbortSignal.any([interrupted, AbortSignal.timeout(longestMs)]);
  try {
    const response = await fetch(url, { redirect: 'error', signal });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    await response.body?.cancel();
    throw new CliError('unavailable', `${host} did not return the ${what} (${response.status}). Try again.`);
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError('unavailable', `The ${what} could not be fetched from ${host}.`, { cause });
  }
}
