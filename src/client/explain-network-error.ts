import type { Unanswered } from './request';

/** What Node says of a certificate that it does not trust, by what is to be done about it. */
const untrusted = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
];
const wrongTime = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];
const unreached = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];
/** A proxy that answers so does not answer otherwise a second later. */
const refusedByProxy = [400, 401, 403, 405, 407];

/** Why a request got no answer, in plain words, and whether another attempt may fare better. */
export function explainNetworkError(error: unknown): Unanswered {
  const { code = '', message } = deepest(error as Error);
  return (
    byCertificate(code, message) ?? byProxy(error as Error, code, message) ?? byConnection(code, message)
  );
}

/** What lies beneath `fetch failed`: a proxy's own words stand below those of the request that it stopped. */
function deepest(error: Error): NodeJS.ErrnoException {
  const { cause } = error;
  return typeof cause === 'object' && cause !== null && 'message' in cause ? deepest(cause as Error) : error;
}

function byCertificate(code: string, message: string): Unanswered | undefined {
  if (untrusted.includes(code))
    return hopeless(`this machine does not trust its certificate (${message})`, [
      'If it is signed by a private certificate authority, set NODE_EXTRA_CA_CERTS to the file with its certificate (PEM).',
    ]);
  if (wrongTime.includes(code))
    return hopeless(message, ["Check the clock of this machine with 'idp doctor'."]);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return hopeless('its certificate is for a different host', ['Check the address.']);
  if (!/^(ERR_SSL_|ERR_TLS_|CERT_|EPROTO$)/.test(code)) return undefined;
  const plain = code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG';
  return hopeless(plain ? 'it does not use TLS' : `the TLS connection failed (${code})`, [
    'Check the address and its port: https:// needs a port that uses TLS.',
  ]);
}

/** An answer of 407 is one that fetch keeps to itself: it rejects without a word. */
function byProxy(error: Error, code: string, message: string): Unanswered | undefined {
  const [, status] = /^Proxy response \((\d+)\)/.exec(message) ?? [];
  const silent = error.message === 'fetch failed' && message === '' && code === '';
  if (status === undefined && !silent) return undefined;
  const asked = status ?? '407';
  const hints =
    asked === '407'
      ? ['It requires a sign-in: set HTTPS_PROXY to http://<user>:<password>@<host>:<port>.']
      : ['Ask the operator of the proxy, or add the host to NO_PROXY if it is reachable without one.'];
  const reason = `a proxy returned ${asked}`;
  if (refusedByProxy.includes(Number(asked))) return hopeless(reason, hints);
  return { answered: false, reason, refused: true, hints };
}

function byConnection(code: string, message: string): Unanswered {
  const reason = code === 'ECONNREFUSED' ? 'connection refused' : message || code || 'no reason was given';
  return { answered: false, reason, refused: unreached.includes(code) };
}

function hopeless(reason: string, hints: string[]): Unanswered {
  return { answered: false, reason, refused: true, hopeless: true, hints };
}
