import type { Answered, Attempt } from './request';
import { hostOfSigned } from './signed-address';

/** A large document may take its time on a slow line. */
const longestMs = 5 * 60_000;

/** How long to wait for the answer to begin, and who may end the whole. */
interface Waiting {
  patience: AbortSignal;
  interrupted: AbortSignal;
}

/**
 * Fetches a document from the address that the API signed for it, which opens nothing else and ends by itself; without the token.
 * Throws a CliError where the address could be read on the way. It is a credential, so no message has it.
 */
export async function fetchStored(address: string, waiting: Waiting): Promise<Attempt> {
  const host = hostOfSigned(address, 'keeps the document');
  const response = await begun(address, waiting);
  if (response.ok) return answeredBy(response);
  await response.body?.cancel();
  // The address may have ended meanwhile: the next attempt is given another one.
  return { answered: false, reason: `${host} answered ${response.status}`, refused: false };
}

/** The answer whose document is still to come, for which there is more time. */
async function begun(address: string, { patience, interrupted }: Waiting): Promise<Response> {
  const late = new AbortController();
  const stop = () => late.abort(patience.reason);
  patience.addEventListener('abort', stop, { once: true });
  try {
    const signal = AbortSignal.any([interrupted, late.signal, AbortSignal.timeout(longestMs)]);
    return await fetch(address, { redirect: 'error', signal });
  } finally {
    patience.removeEventListener('abort', stop);
  }
}

/** What came of an attempt that was answered. */
export async function answeredBy(response: Response): Promise<Answered> {
  const { status, headers } = response;
  const [text, requestId] = [await response.text(), headers.get('apigw-requestid')];
  return {
    answered: true,
    status,
    retryAfter: headers.get('retry-after'),
    location: headers.get('location'),
    ...(requestId !== null && { requestId }),
    text,
  };
}
