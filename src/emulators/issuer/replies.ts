/** An answer of the issuer. */
export interface IssuerReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** JSON that no cache keeps, as tokens may be in it. */
export function json(status: number, body: unknown): IssuerReply {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}

/** A page that nobody else may frame; its form goes to the issuer, and from there to `returning`. */
export function html(status: number, body: string, returning = ''): IssuerReply {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${returning}; frame-ancestors 'none'`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy.replace(' ;', ';'),
      // With `no-referrer` a browser would send the form with no origin.
      'referrer-policy': 'same-origin',
    },
    body,
  };
}

/** Sends the browser on, with a GET whatever it came with. */
export function redirect(location: string): IssuerReply {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' };
}
