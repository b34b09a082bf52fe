import { request } from 'node:http';
import { fromHttp } from '@aws-sdk/credential-providers';
import {
  type CredentialServer,
  serveCredentials,
} from '../../../../src/runner/credentials/serve-credentials';

const expiration = new Date('2026-01-01T01:00:00.000Z');
const session = { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'token', expiration };

let server: CredentialServer;
let trouble: Error | undefined;
beforeEach(async () => {
  trouble = undefined;
  server = await serveCredentials(() => (trouble ? Promise.reject(trouble) : Promise.resolve(session)));
});
afterEach(() => server.close());

/** Asks as somebody who sends these headers, as they are. */
function ask(headers: Record<string, string>, { method = 'GET', path = '/credentials' } = {}) {
  const { hostname, port } = new URL(server.variables.AWS_CONTAINER_CREDENTIALS_FULL_URI);
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    asked.on('error', reject).end();
  });
}

const token = () => server.variables.AWS_CONTAINER_AUTHORIZATION_TOKEN;

it('gives an SDK the session by the variables that it is given', async () => {
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri } = server.variables;
  const provide = fromHttp({ awsContainerCredentialsFullUri: uri, awsContainerAuthorizationToken: token() });

  expect(await provide()).toMatchObject(session);
});

it.each([
  ['no token', () => ({})],
  ['another token', () => ({ authorization: token().replace(/^./, (first) => (first === 'x' ? 'y' : 'x')) })],
  ['a part of the token', () => ({ authorization: token().slice(1) })],
  ['a name that was rebound to loopback', () => ({ authorization: token(), host: 'mallory.example:80' })],
])('gives nothing to who comes with %s', async (_what, headers) => {
  const { status, body } = await ask(headers());

  expect(status).toBe(403);
  expect(body).not.toMatch(/ASIA1|secret|"token"/);
});

it.each([
  ['another method', { method: 'POST' }],
  ['another path', { path: '/' }],
])('gives nothing for %s', async (_what, how) => {
  expect((await ask({ authorization: token() }, how)).status).toBe(403);
});

it('listens on loopback alone, with a token of its own each time', async () => {
  const other = await serveCredentials(() => Promise.resolve(session));
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_CONTAINER_AUTHORIZATION_TOKEN: another } =
    other.variables;
  await other.close();

  expect(new URL(uri).hostname).toBe('127.0.0.1');
  expect(another).not.toBe(token());
  expect(another.length).toBeGreaterThanOrEqual(43);
});

it('says why there is no session in the words that SDKs read', async () => {
  trouble = Object.assign(new Error('not you'), { name: 'AccessDenied' });

  const { status, body } = await ask({ authorization: token() });

  expect([status, JSON.parse(body)]).toEqual([500, { code: 'AccessDenied', message: 'not you' }]);
});
