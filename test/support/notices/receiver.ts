import { createServer } from 'node:http';
import { closeServer, listenLocally } from '../../../src/emulators/local-server';

/** A request that a receiver got. */
export interface Received {
  headers: Record<string, string>;
  body: string;
}

/** A receiver of webhooks on this machine; `answer` says with which status it answers the next one. */
export interface Receiver {
  url: string;
  received: Received[];
  answer: (received: Received) => number;
  close: () => Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: '', received: [], answer: () => 204, close: () => closeServer(server) };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      const received = { headers, body: Buffer.concat(chunks).toString() };
      receiver.received.push(received);
      response.writeHead(receiver.answer(received)).end();
    });
  });
  receiver.url = await listenLocally(server);
  return receiver;
}
