import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An issuer that gives a new ID token for every refresh token, and counts them. */
export interface RefreshingIssuer {
  url: string;
  given: string[];
  stop: () => Promise<void>;
}

/** Starts it on a free port of this machine. */
export async function startRefreshingIssuer(): Promise<RefreshingIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const given: string[] = [];
  const sign = async (url: string) => {
    const claims = new SignJWT({ count: given.length })
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject('ada');
    const token = await claims
      .setIssuer(url)
      .setAudience('leasehold')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    given.push(token);
    return { access_token: 'a', token_type: 'Bearer', id_token: token, refresh_token: `r-${given.length}` };
  };
  const server = createServer((request, response) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = async () => {
      if (request.url === '/jwks') return { keys: [await exportJWK(publicKey)] };
      if (request.url === '/token') return sign(url);
      return {
        issuer: url,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/jwks`,
        id_token_signing_alg_values_supported: ['ES256'],
      };
    };
    void answer().then((body) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    given,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
