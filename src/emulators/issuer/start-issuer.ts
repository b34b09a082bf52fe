import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isLocalHost, readBody } from '../gateway/read-request';
import { closeServer, listenLocally } from '../local-server';
import { answer, type IssuerParts, type IssuerRequest } from './answer';
import { Grants } from './grants';
import { createLocalIssuer, type LocalIssuer, type Person } from './local-issuer';
import { type IssuerReply, json } from './replies';

/** Whom the issuer signs in, and for how long; an hour, as the deployed one, unless a test wants less. */
export interface IssuerOptions {
  person: Person;
  lifetime?: string;
}

/** The issuer of a plane, answering at its own address. */
export interface RunningIssuer extends LocalIssuer {
  close: () => Promise<void>;
}

/**
 * Starts the issuer on a free port of 127.0.0.1. Anyone who presses the button becomes the person of this machine: the
 * plane's stores serve everybody on it too, so the machine is the border.
 */
export async function startIssuer({ person, lifetime = '1h' }: IssuerOptions): Promise<RunningIssuer> {
  const opened: { parts?: IssuerParts } = {};
  const server = createServer((message, response) => {
    void respond(message, opened.parts).then((reply) => send(response, reply));
  });
  const port = await listenLocally(server);
  const local = await createLocalIssuer(`http://127.0.0.1:${port}`);
  opened.parts = { local, person, lifetime, grants: new Grants(Date.now) };
  return { ...local, close: () => closeServer(server) };
}

async function respond(message: IncomingMessage, parts: IssuerParts | undefined): Promise<IssuerReply> {
  if (!isLocalHost(message.headers.host)) return json(403, { error: 'forbidden' });
  if (!parts) return json(503, { error: 'temporarily_unavailable' });
  return answer(await readRequest(message), parts).catch(() => json(500, { error: 'server_error' }));
}

async function readRequest(message: IncomingMessage): Promise<IssuerRequest> {
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1');
  const body = await readBody(message).catch(() => undefined);
  return {
    route: `${message.method} ${pathname}`,
    query: searchParams,
    form: new URLSearchParams(body?.toString('utf8') ?? ''),
  };
}

function send(response: ServerResponse, { status, headers, body }: IssuerReply): void {
  response.writeHead(status, headers).end(body);
}
