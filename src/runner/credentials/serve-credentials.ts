import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpenSession, SessionCredentials } from './renewing';

/** A running server of credentials: what a process must have in its environment to find it, and nothing else does. */
export interface CredentialServer {
  variables: Record<'AWS_CONTAINER_CREDENTIALS_FULL_URI' | 'AWS_CONTAINER_AUTHORIZATION_TOKEN', string>;
  close: () => Promise<void>;
}

/**
 * Serves credentials on loopback as a container's endpoint does, to those who have the token: AWS's SDKs ask again before
 * their session ends (docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).
 */
export async function serveCredentials(provide: OpenSession): Promise<CredentialServer> {
  const token = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    const reply = mayAsk(request, { token, host: hostOf(server.address()) }) ? provided(provide) : refused;
    void reply.then((said) => send(response, said));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    variables: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://${hostOf(server.address())}/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Reply {
  status: number;
  body: object;
}

const hostOf = (address: string | AddressInfo | null) => `127.0.0.1:${(address as AddressInfo).port}`;
const refused: Promise<Reply> = Promise.resolve({
  status: 403,
  body: { code: 'AccessDenied', message: 'These credentials are for the Terraform of this run.' },
});

/** A name that only resolves to loopback must not get in either. */
function mayAsk(
  { method, url, headers }: IncomingMessage,
  { token, host }: { token: string; host: string },
): boolean {
  const [given, wanted] = [Buffer.from(headers.authorization ?? ''), Buffer.from(token)];
  const hasToken = given.length === wanted.length && timingSafeEqual(given, wanted);
  return hasToken && headers.host === host && method === 'GET' && url === '/credentials';
}

async function provided(provide: OpenSession): Promise<Reply> {
  try {
    return { status: 200, body: documentOf(await provide()) };
  } catch (error) {
    const { name, message } = error as Error;
    return { status: 500, body: { code: name, message } };
  }
}

function documentOf({ accessKeyId, secretAccessKey, sessionToken, expiration }: SessionCredentials): object {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken ?? '',
    ...(expiration && { Expiration: expiration.toISOString() }),
  };
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
