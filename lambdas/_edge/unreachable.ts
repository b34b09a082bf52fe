import { DomainError } from '../../src/domain/base/errors';

const lookFirst = 'check whether it was carried out before you send it again';

/** What a connection ends with that was refused, cut, or to nobody, by Node's codes. */
const connectionEnds: { ECONNREFUSED: string } & Record<string, string> = {
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'the connection took too long',
  EHOSTUNREACH: 'it is unreachable from here',
  ENETUNREACH: 'it is unreachable from here',
  ENOTFOUND: 'its name is unknown',
  EAI_AGAIN: 'its name cannot be resolved',
};

/**
 * An error as the caller is to know it: that a function or a service of AWS took too long, could not be reached or is out of
 * order itself is no fault of the request's, and passes.
 */
export function asUnreachable(error: unknown): unknown {
  const reason = reasonOf(error);
  if (reason === undefined) return error;
  const what = 'Leasehold, or a store of it,';
  return new DomainError('Unreachable', { what, reason: `${reason}; ${lookFirst}` }, { cause: error });
}

function reasonOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, code, syscall, $metadata, cause, errors } = error as Partial<Failed>;
  // Middy's name for a handler that would have outlived the function, and the SDK's for a call.
  if (name === 'TimeoutError' && code === undefined) return 'the request took longer than it may';
  if ($metadata?.httpStatusCode !== undefined && $metadata.httpStatusCode >= 500)
    return `it answered ${$metadata.httpStatusCode}`;
  // A socket whose file is gone; of any other file it says nothing of the kind.
  if (code === 'ENOENT' && syscall === 'connect') return connectionEnds.ECONNREFUSED;
  if (code !== undefined && Object.hasOwn(connectionEnds, code)) return connectionEnds[code];
  return [cause, ...(errors ?? [])].map(reasonOf).find((reason) => reason !== undefined);
}

/** What the errors of Node and of the SDK hold besides their message. */
interface Failed {
  name: string;
  code: string;
  syscall: string;
  $metadata: { httpStatusCode?: number };
  cause: unknown;
  errors: unknown[];
}
