import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as send } from 'node:http';
import type { Answer, Call, CallHead } from './correction';

/** The emulator behind the front. */
export interface Upstream {
  forward: (call: Call) => Promise<Answer>;
  close: () => void;
}

/** Opens the way to an emulator by its URL. */
export function openUpstream(emulator: string): Upstream {
  const { hostname, port } = new URL(emulator);
  // An emulator may drop an idle connection at any time, so none is used twice.
  const agent = new Agent({ keepAlive: false });
  // The host stays that of the front: an emulator writes it into the addresses that it returns, such as a queue's.
  const ask = ({ method, path, headers }: CallHead, take: (answer: IncomingMessage) => void) =>
    send({ hostname, port, method, path, headers: withoutConnection(headers), agent }, take);
  return {
    forward: (call) =>
      new Promise((resolve, reject) => {
        const take = (answer: IncomingMessage) => void readAnswer(answer).then(resolve, reject);
        ask(call, take).on('error', reject).end(call.body);
      }),
    close: () => agent.destroy(),
  };
}

/** The head of a call that has come. */
export function headOf({ method = 'GET', url: path = '/', headers }: IncomingMessage): CallHead {
  return { method, path, headers };
}

/** A body, read to its end. */
export async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function readAnswer(answer: IncomingMessage): Promise<Answer> {
  const { statusCode: status = 502, headers } = answer;
  return { status, headers: withoutConnection(headers), body: await readAll(answer) };
}

function withoutConnection({ connection: _, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  return headers;
}
