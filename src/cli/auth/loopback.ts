import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CliError } from '../../client/errors';
import { answerPage } from './answer-page';

const path = '/callback';

/** Where the browser brings the answer: an address of this machine that listens until it is closed. */
export interface Loopback {
  redirectUri: string;
  /** The address that the browser came with, once one `isAnswer`; the browser is shown that any other is not, and the wait goes on. */
  answer: (isAnswer: (address: URL) => boolean) => Promise<URL>;
  close: () => void;
}

/** Listens on the first of these ports of 127.0.0.1 that is free, or on any where none is named. */
export async function openLoopback(ports: readonly number[]): Promise<Loopback> {
  const server = createServer();
  const port = await listenOnFirst(server, ports.length > 0 ? ports : [0]);
  const origin = `http://127.0.0.1:${port}`;
  return {
    redirectUri: origin + path,
    answer: (isAnswer) => new Promise((resolve) => server.on('request', receive(origin, isAnswer, resolve))),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function receive(origin: string, isAnswer: (address: URL) => boolean, resolve: (address: URL) => void) {
  return ({ method, url = '/' }: IncomingMessage, response: ServerResponse) => {
    const address = URL.canParse(url, origin) ? new URL(url, origin) : undefined;
    if (method !== 'GET' || address?.pathname !== path) return void response.writeHead(404).end();
    const good = isAnswer(address);
    const headers = { 'content-type': 'text/html; charset=utf-8', connection: 'close' };
    response.writeHead(good ? 200 : 400, headers).end(answerPage(address, good), () => {
      if (good) resolve(address);
    });
  };
}

async function listenOnFirst(server: Server, ports: readonly number[]): Promise<number> {
  for (const port of ports) if (await listens(server, port)) return (server.address() as AddressInfo).port;
  throw new CliError('unavailable', `The ports ${ports.join(', ')} of this machine are all in use.`, {
    code: 'NoPort',
    hints: [
      'The issuer redirects only to these ports. Stop the program that uses one of them, and try again.',
    ],
  });
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const taken = () => resolve(false);
    server.once('error', taken).listen(port, '127.0.0.1', () => {
      server.off('error', taken);
      resolve(true);
    });
  });
}
