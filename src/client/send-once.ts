import type { Reachable } from './connection';
import { CliError } from './errors';
import { explainNetworkError } from './explain-network-error';
import { answeredBy, fetchStored } from './fetch-stored';
import type { Attempt, Request } from './request';
import { checkedToken } from './token';

/** What one attempt needs besides its request; `patience` ends the wait for an answer. */
interface Wire {
  connection: Reachable;
  headers: Record<string, string>;
  patience: AbortSignal;
  interrupted: AbortSignal;
}

/** Sends a request once; throws only where it could not be sent, or was interrupted. */
export async function sendOnce(request: Request, wire: Wire): Promise<Attempt> {
  const { connection, headers, patience, interrupted } = wire;
  const { url, token, from } = connection;
  const authorization = token === undefined ? {} : { authorization: `Bearer ${checkedToken(token, from)}` };
  const began = performance.now();
  try {
    const response = await fetch(url + request.path + search(request.query), {
      method: request.method,
      headers: { ...headers, ...authorization },
      redirect: 'manual',
      signal: AbortSignal.any([interrupted, patience]),
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    });
    const elsewhere = response.status === 303 ? response.headers.get('location') : null;
    if (elsewhere !== null && URL.canParse(elsewhere))
      return await fetchStored(elsewhere, { patience, interrupted });
    return await answeredBy(response);
  } catch (error) {
    if (interrupted.aborted || error instanceof CliError) throw error;
    if ((error as Error).name !== 'TimeoutError') return explainNetworkError(error);
    const seconds = Math.round((performance.now() - began) / 1_000);
    return { answered: false, reason: `no response in ${seconds}s`, refused: false };
  }
}

function search(query: Request['query'] = {}): string {
  const given = Object.entries(query).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[key, value]],
  );
  return given.length > 0 ? `?${new URLSearchParams(given).toString()}` : '';
}
