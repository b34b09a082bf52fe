import { explainNetworkError } from '../../../src/client/explain-network-error';

const failed = (code: string, message = code, beneath?: Error) => {
  const cause = Object.assign(new Error(message, beneath && { cause: beneath }), { code });
  return new TypeError('fetch failed', { cause });
};
const ssl =
  '80ACA904C77F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl';

describe('explainNetworkError', () => {
  it.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('takes no second attempt for %s, and names the variable', (code) => {
    const found = explainNetworkError(failed(code, 'self-signed certificate'));

    expect(found).toMatchObject({ hopeless: true, refused: true });
    expect(found.hints?.join()).toContain('NODE_EXTRA_CA_CERTS');
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'certificate has expired', 'certificate has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'Hostname/IP does not match', 'its certificate is for a different host'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', ssl, 'it does not use TLS'],
    [
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
      ssl,
      'the TLS connection failed (ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION)',
    ],
  ])('says %s in plain words, once', (code, message, reason) => {
    expect(explainNetworkError(failed(code, message))).toMatchObject({ reason, hopeless: true });
  });

  it.each([
    ['407', true, '<user>:<password>'],
    ['403', true, 'NO_PROXY'],
    ['502', undefined, 'NO_PROXY'],
    ['504', undefined, 'NO_PROXY'],
  ])('says what a proxy answered: %s', (status, hopeless, hint) => {
    const beneath = new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`);

    const found = explainNetworkError(failed('0', 'Request was cancelled.', beneath));

    expect(found.reason).toBe(`a proxy returned ${status}`);
    expect(found.hopeless).toBe(hopeless);
    expect(found.hints?.join()).toContain(hint);
  });

  it('knows the 407 that fetch keeps to itself', () => {
    const silent = new TypeError('fetch failed', { cause: new Error('') });

    expect(explainNetworkError(silent)).toMatchObject({
      reason: 'a proxy returned 407',
      hopeless: true,
    });
  });

  it.each([
    ['ECONNREFUSED', '', 'connection refused', true],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND x', 'getaddrinfo ENOTFOUND x', true],
    ['UND_ERR_SOCKET', 'other side closed', 'other side closed', false],
    ['ECONNRESET', '', 'ECONNRESET', false],
  ])('tries again after %s, and knows whether anything was sent', (code, message, reason, refused) => {
    expect(explainNetworkError(failed(code, message))).toEqual({ answered: false, reason, refused });
  });
});
