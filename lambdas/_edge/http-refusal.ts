/** What HTTP itself has a status for: no trouble of the domain, so it has no DomainError. */
export class HttpRefusal extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    { message, headers = {} }: { message: string; headers?: Record<string, string> },
  ) {
    super(message);
    this.name = code;
    this.headers = headers;
  }

  readonly headers: Record<string, string>;
}

/** A body above the limit, in bytes. */
export function bodyTooLarge(limit: number): HttpRefusal {
  return new HttpRefusal('BodyTooLarge', 413, { message: `The body is larger than ${limit} bytes.` });
}

/** A body that is coded in a way that is not undone here; `what` names the header and its value. */
export function unsupportedEncoding(what: string): HttpRefusal {
  return new HttpRefusal('UnsupportedEncoding', 415, {
    message: `The body cannot be read (${what}). Send uncompressed JSON in UTF-8.`,
    headers: { 'accept-encoding': 'identity' },
  });
}

/** A path that there is, and a method that it does not take. */
export function methodNotAllowed(method: string, path: string, allowed: readonly string[]): HttpRefusal {
  return new HttpRefusal('MethodNotAllowed', 405, {
    message: `${path} does not allow ${method}, only ${allowed.join(', ')}.`,
    headers: { allow: allowed.join(', ') },
  });
}
