import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { JWK } from 'jose';
import { closedDoors, type Doors } from '../front/doors';
import { readBody } from '../gateway/read-request';
import { closeServer, listenLocally } from '../local-server';
import { answer, type IssuerParts, type IssuerRequest } from './answer';
import { Grants } from './grants';
import { createLocalIssuer, type LocalIssuer, type Person } from './local-issuer';
import type { OneTimeCode } from './one-time-code';
import { type IssuerReply, json } from './replies';

/** Whom the issuer signs in who has the code, and for how long; an hour, as the deployed one, unless a test wants less. */
export interface IssuerOptions {
  people: readonly Person[];
  code: OneTimeCode;
  isFromHere?: Doors['isFromHere'];
  lifetime?: string;
  /** A free port, and a key made now, unless they are given. */
  port?: number | undefined;
  key?: JWK | undefined;
}

/** The issuer of a plane, answering at its own address. */
export interface RunningIssuer extends LocalIssuer {
  close: () => Promise<void>;
}

/** Starts the issuer on a port of 127.0.0.1. Anyone who types the code becomes one of its people. */
export async function startIssuer(options: IssuerOptions): Promise<RunningIssuer> {
  const { people, code, lifetime = '1h', isFromHere = closedDoors.isFromHere } = options;
  const opened: { parts?: IssuerParts } = {};
  const server = createServer((message, response) => {
    const replied = isFromHere(message.headers) ? respond(message, opened.parts) : forbidden;
    void replied.then((reply) => send(response, reply));
  });
  const local = await createLocalIssuer(await listenLocally(server, options.port), options.key);
  opened.parts = { local, people, code, lifetime, grants: new Grants(Date.now) };
  return { ...local, close: () => closeServer(server) };
}

const forbidden = Promise.resolve(json(403, { error: 'forbidden' }));

async function respond(message: IncomingMessage, parts: IssuerParts | undefined): Promise<IssuerReply> {
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
