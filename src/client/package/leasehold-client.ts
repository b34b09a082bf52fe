import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeExact } from '../../domain/base/exact-json';
import { checkedUrl } from '../address';
import { createSend } from '../api-client';
import { CliError } from '../errors';
import { type Asked, createCall } from '../typed/call';
import type { Operations } from '../typed/description';
import type { BodyIn, OperationName, ParamsIn, ResponseOf } from '../typed/operation';
import { ApiError } from './api-error';

export type { Json, Operations, Schemas } from '../typed/description';
export type { BodyOf, ResponseOf } from '../typed/operation';
export { ApiError, type FieldIssue } from './api-error';

/** The name of an operation, as the description has it; the page for people is none for programs. */
export type ApiOperation = Exclude<OperationName, 'get-docs'>;

/** What is asked of an operation: the values of its path, its query and its body. */
export type OperationRequest<Name extends ApiOperation> = ParamsIn<Name> &
  BodyIn<Name> & { query?: Operations[Name]['query'] };

/** The control plane to ask; `token` is asked before each attempt, so that a new one may take the place of one that ended. */
export interface LeaseholdOptions {
  url: string;
  token: string | (() => string | Promise<string>);
  /** Ends what is being asked, and its pauses. */
  signal?: AbortSignal;
}

/** Asks one operation by its name; rejects with an ApiError. */
export type LeaseholdClient = <Name extends ApiOperation>(
  name: Name,
  request: OperationRequest<Name>,
) => Promise<ResponseOf<Name>>;

/**
 * A client of one control plane. What may pass by itself (no answer, 429, 502 to 504) is asked again for up to a minute; a
 * POST carries one Idempotency-Key through all its attempts. Throws an ApiError where the address is none.
 */
export function createClient({
  url,
  token,
  signal = new AbortController().signal,
}: LeaseholdOptions): LeaseholdClient {
  const address = asApi(() => checkedUrl(url));
  const call = createCall(
    createSend({
      connect: async () => ({
        url: address,
        from: 'the options of the client',
        token: typeof token === 'string' ? token : await token(),
      }),
      world: {
        sleep: (ms) => sleep(ms, undefined, { signal }),
        newId: () => Promise.resolve(randomUUID()),
        interrupted: signal,
      },
      onPause: () => undefined,
    }),
  );
  return async (name, { query = {}, ...request }) => {
    const asked = { ...request, query: asTexts(query) } as unknown as Asked<typeof name>;
    const answer = await call(name, asked).catch(rethrow);
    // Numbers are kept by their digits for people; programs get those of JavaScript.
    return JSON.parse(writeExact(answer)) as ResponseOf<typeof name>;
  };
}

function asTexts(query: object): Record<string, string> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
}

function asApi<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    return rethrow(error);
  }
}

function rethrow(error: unknown): never {
  if (!(error instanceof CliError)) throw error;
  const { code = error.kind, issues, requestId } = error.facts;
  throw new ApiError(error.message, {
    code,
    kind: error.kind,
    cause: error,
    ...(issues && { issues }),
    ...(requestId !== undefined && { requestId }),
  });
}
