import { parseExact } from '../domain/base/exact-json';
import type { Connect, Reachable } from './connection';
import { CliError, withHints } from './errors';
import { toError } from './problem';
import type { Attempt, Request, TriedOnce } from './request';
import { commandPatience, type Patience, pauseBefore, watchPatience } from './retry';
import { sendOnce } from './send-once';
import { mayBeDone, doneHint } from './may-be-done';
import { createSilence, type Silence } from './silence';
import { type ClientWorld, pause } from './world';

/** Sends a request and reads the JSON of the answer; rejects with a CliError that says what to do. */
export type Send = <Answer>(request: Request) => Promise<Answer>;

export interface ClientOptions {
  /** Asked before each attempt, so that a token that ended meanwhile is never sent. */
  connect: Connect;
  world: Pick<ClientWorld, 'sleep' | 'newId' | 'interrupted'>;
  /** Called when nothing happens for a while, so that the person sees why. */
  onPause: (message: string) => void;
  /** Called after each attempt. */
  onAttempt?: (tried: TriedOnce) => void;
  /** How long a request is tried; by default as long as its kind. */
  patience?: Patience;
}

/**
 * The API over HTTP. A POST carries one Idempotency-Key through all its attempts, so that a lost answer never makes a
 * second environment.
 */
export function createSend(options: ClientOptions): Send {
  return async <Answer>(request: Request) => {
    const { made, connection } = await sendPatiently(request, options);
    return readAnswer<Answer>(request, made, connection);
  };
}

/** What came of the last attempt, and whom it was made to, where that was known. */
interface Tried {
  made: Attempt;
  connection?: Reachable;
}

/** One request on its way through its attempts. */
interface Sending extends ClientOptions {
  request: Request;
  headers: Record<string, string>;
  patience: Patience;
  silence: Silence;
  /** What attempts and pauses took so far, in milliseconds. */
  spent: number;
  /** Whether an attempt may have been carried out, though nobody said so. */
  maybeDone: boolean;
}

async function sendPatiently(request: Request, options: ClientOptions): Promise<Tried> {
  const sending = await begin(request, options);
  for (let attempt = 1; ; attempt += 1) {
    const tried = await tryOnce(sending);
    const { made } = tried;
    sending.maybeDone ||= mayBeDone(made);
    const ms = pauseBefore({ request, made, attempt, spent: sending.spent }, sending.patience);
    if (ms === undefined) return tried;
    await rest(sending, made, ms);
  }
}

async function begin(request: Request, options: ClientOptions): Promise<Sending> {
  const patience = options.patience ?? (request.watching ? watchPatience : commandPatience);
  const headers = {
    accept: 'application/json, application/problem+json',
    ...(request.body !== undefined && { 'content-type': 'application/json' }),
    ...(request.method === 'POST' && { 'idempotency-key': await options.world.newId() }),
  };
  const silence = createSilence(options.onPause);
  return { ...options, request, headers, patience, silence, spent: 0, maybeDone: false };
}

/** A token that is refused is exchanged once for another one, where there is one to be had. */
async function tryOnce(sending: Sending): Promise<Tried> {
  const { patience, silence } = sending;
  const began = performance.now();
  const ms = Math.max(1, Math.ceil(Math.min(patience.answerMs, patience.totalMs - sending.spent)));
  const told = `No response yet; waiting for ${Math.ceil(ms / 1_000)}s at most`;
  try {
    return await silence.during(attempt(sending, AbortSignal.timeout(ms)), told);
  } finally {
    sending.spent += performance.now() - began;
  }
}

async function attempt(sending: Sending, patience: AbortSignal): Promise<Tried> {
  const connection = await connected(sending);
  if ('made' in connection) return connection;
  const made = await send(sending, connection, patience);
  if (!made.answered || made.status !== 401 || connection.token === undefined) return { made, connection };
  const other = await sending.connect(connection.token);
  if (other.token === connection.token) return { made, connection };
  return { made: await send(sending, other, patience), connection: other };
}

/** Whom to send to. Whoever watches takes what cannot be reached for an answer that is still to come. */
async function connected({ connect, request }: Sending): Promise<Reachable | Tried> {
  try {
    return await connect();
  } catch (error) {
    if (!request.watching || !(error instanceof CliError) || error.kind !== 'unavailable') throw error;
    return { made: { answered: false, reason: error.message, refused: true, error } };
  }
}

async function send(sending: Sending, connection: Reachable, patience: AbortSignal): Promise<Attempt> {
  const { request, headers, world } = sending;
  if (world.interrupted.aborted) throw interrupted(sending);
  const began = performance.now();
  try {
    const made = await sendOnce(request, { connection, headers, patience, interrupted: world.interrupted });
    sending.onAttempt?.({ request, made, ms: performance.now() - began });
    return made;
  } catch (error) {
    if (!world.interrupted.aborted) throw error;
    sending.maybeDone = true;
    throw interrupted(sending);
  }
}

async function rest(sending: Sending, made: Attempt, ms: number): Promise<void> {
  sending.silence.before(ms, `${reasonOf(made)}; trying again in ${Math.round(ms / 1_000)}s`);
  await pause(sending.world, ms).catch((error: unknown) => {
    throw sending.world.interrupted.aborted ? interrupted(sending) : error;
  });
  sending.spent += ms;
}

function interrupted({ request, maybeDone }: Sending): CliError {
  const hints = maybeDone ? doneHint(request) : [];
  return new CliError('interrupted', 'Interrupted.', { hints });
}

function reasonOf(made: Attempt): string {
  return made.answered ? `The control plane is busy (${made.status})` : `No answer (${made.reason})`;
}

function readAnswer<Answer>(request: Request, made: Attempt, connection?: Reachable): Answer {
  if (!made.answered) throw noAnswer(request, made, connection);
  if (made.status < 200 || made.status > 299) {
    const error = toError(made);
    throw mayBeDone(made) ? withHints(error, ...doneHint(request)) : error;
  }
  return parsed(request, made.text, connection) as Answer;
}

function noAnswer(
  request: Request,
  made: Extract<Attempt, { answered: false }>,
  connection?: Reachable,
): CliError {
  const { reason, hints = [], error } = made;
  if (error || !connection) return error ?? new CliError('unavailable', `${reason}.`, { code: 'NoAnswer' });
  const { url, from, via } = connection;
  const way = via === undefined ? '' : ` through the proxy ${via}`;
  const doctor = `Its address is from ${from}. 'idp doctor' checks the connection.`;
  const done = mayBeDone(made) ? doneHint(request) : [];
  return new CliError('unavailable', `The control plane at ${url} did not respond${way}: ${reason}.`, {
    code: 'NoAnswer',
    hints: [...done, ...hints, doctor],
  });
}

/** The document of a good answer; one that is not as the API's are is of somebody else. */
function parsed({ answer: shape }: Request, text: string, connection?: Reachable): unknown {
  const url = connection?.url ?? '';
  try {
    const answer = parseExact(text);
    const issue = shape?.safeParse(answer).error?.issues[0];
    if (!issue) return answer;
    const where = issue.path.length > 0 ? ` at '${issue.path.join('.')}'` : '';
    throw new CliError('broken', `${url} returned unexpected JSON${where}. Is it a Leasehold API?`, {
      code: 'NotThisApi',
    });
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError('broken', `${url} returned something that is not JSON. Is it a Leasehold API?`, {
      cause,
    });
  }
}
