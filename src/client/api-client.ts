import { parseExact } from '../domain/base/exact-json';
import type { Connection } from './connection';
import { CliError } from './errors';
import { toError } from './problem';
import { attemptOf, fetchStored } from './fetch-stored';
import type { Attempt, Request } from './request';
import { pauseBefore } from './retry';
import { type ClientWorld, pause } from './world';

/** Sends a request and reads the JSON of the answer; rejects with a CliError that says what to do. */
export type Send = <Answer>(request: Request) => Promise<Answer>;

/** A control plane that is spoken to; without a token, as nobody. */
export type Reachable = Omit<Connection, 'token'> & Partial<Pick<Connection, 'token'>>;

export interface ClientOptions {
  connect: () => Promise<Reachable>;
  world: Pick<ClientWorld, 'sleep' | 'newId' | 'interrupted'>;
  /** Called before each pause, so that the person sees why nothing happens. */
  onPause: (message: string) => void;
}

const patience = 35_000;

/**
 * The API over HTTP. A POST carries one Idempotency-Key through all its attempts, so that a lost answer never makes a
 * second environment.
 */
export function createSend({ connect, world, onPause }: ClientOptions): Send {
  return async <Answer>(request: Request) => {
    const connection = await connect();
    const headers = await headersFor(request, connection, world);
    let waited = 0;
    for (let attempt = 1; ; attempt += 1) {
      const made = await tryOnce(request, { connection, headers, interrupted: world.interrupted });
      const ms = pauseBefore({ method: request.method, made, attempt, waited });
      if (ms === undefined) return readAnswer<Answer>(made, connection);
      if (ms >= 2_000) onPause(`${reasonOf(made)}; trying again in ${Math.round(ms / 1_000)}s`);
      await pause(world, ms);
      waited += ms;
    }
  };
}

async function headersFor(request: Request, { token }: Reachable, world: Pick<ClientWorld, 'newId'>) {
  return {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    accept: 'application/json, application/problem+json',
    ...(request.body !== undefined && { 'content-type': 'application/json' }),
    ...(request.method === 'POST' && { 'idempotency-key': await world.newId() }),
  };
}

interface Wire {
  connection: Reachable;
  headers: Record<string, string>;
  interrupted: AbortSignal;
}

async function tryOnce(request: Request, { connection, headers, interrupted }: Wire): Promise<Attempt> {
  try {
    const response = await fetch(connection.url + request.path + search(request.query), {
      method: request.method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([interrupted, AbortSignal.timeout(patience)]),
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    });
    const elsewhere = response.status === 303 ? response.headers.get('location') : null;
    if (elsewhere !== null) return await fetchStored(elsewhere, interrupted);
    return await attemptOf(response);
  } catch (error) {
    if (interrupted.aborted) throw new CliError('interrupted', 'Interrupted.');
    if (error instanceof CliError) throw error;
    return noAnswer(error as Error);
  }
}

function noAnswer(error: Error): Attempt {
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException;
  if (error.name === 'TimeoutError')
    return { answered: false, reason: `no answer in ${patience / 1_000}s`, refused: false };
  const refused = code === 'ECONNREFUSED' || code === 'ENOTFOUND';
  return {
    answered: false,
    reason: refused && code === 'ECONNREFUSED' ? 'connection refused' : message,
    refused,
  };
}

function search(query: Request['query'] = {}): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  return given.length > 0 ? `?${new URLSearchParams(given).toString()}` : '';
}

function reasonOf(made: Attempt): string {
  return made.answered ? `The control plane is busy (${made.status})` : `No answer (${made.reason})`;
}

function readAnswer<Answer>(made: Attempt, { url, from }: Reachable): Answer {
  if (!made.answered)
    throw new CliError('unavailable', `The control plane at ${url} does not answer: ${made.reason}.`, {
      code: 'NoAnswer',
      hints: [`Its address is from ${from}. 'idp doctor' looks for what is wrong.`],
    });
  if (made.status < 200 || made.status > 299) throw toError(made.status, made.text);
  try {
    return parseExact(made.text) as Answer;
  } catch (cause) {
    throw new CliError('broken', `${url} answered something that is not JSON; is it a Leasehold API?`, {
      cause,
    });
  }
}
