import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import { closeServer, listenLocally } from '../local-server';
import type { Answer, Call, Forward } from './call';
import { readAll } from './upstream';

/** What stands before an emulator; `url` has no trailing slash. */
export interface Front {
  url: string;
  close: () => Promise<void>;
}

/** Who may pass, and what is done with a call that did. */
export interface FrontOptions {
  /** A free port unless it is given. */
  port?: number | undefined;
  isFromHere: (headers: IncomingHttpHeaders) => boolean;
  serve: Forward;
}

const elsewhere: Answer = {
  status: 403,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from('This endpoint serves programs of this machine only.\n'),
};

/** Serves an emulator on a port of 127.0.0.1 to programs of this machine, and to no page of a browser. */
export async function startFront(options: FrontOptions): Promise<Front> {
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, options)
      .then(({ status, headers, body }) => outgoing.writeHead(status, toPrograms(headers)).end(body))
      .catch(() => outgoing.destroy());
  });
  return { url: await listenLocally(server, options.port), close: () => closeServer(server) };
}

async function answer(incoming: IncomingMessage, { isFromHere, serve }: FrontOptions): Promise<Answer> {
  if (isFromHere(incoming.headers)) return serve(await readCall(incoming));
  incoming.resume();
  return elsewhere;
}

async function readCall(incoming: IncomingMessage): Promise<Call> {
  const { method = 'GET', url: path = '/', headers } = incoming;
  return { method, path, headers, body: await readAll(incoming) };
}

/** An emulator lets every page read what it returns; a browser may read nothing here. */
function toPrograms(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.toLowerCase().startsWith('access-control-')),
  );
}
