import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as send } from 'node:http';
import type { Answer, Call, Forward } from './call';

/** The way to an emulator. */
export interface Upstream {
  forward: Forward;
  /** What an SDK client needs to speak to it past the front. */
  client: { endpoint: string; requestHandler: { httpAgent: Agent } };
  close: () => void;
}

/** Opens the way to an emulator by its URL, `http://…` or `unix://…`. */
export function openUpstream(emulator: string): Upstream {
  const { protocol, hostname, port, pathname } = new URL(emulator);
  const isSocket = protocol === 'unix:';
  const address = isSocket ? { socketPath: pathname } : { hostname, port };
  // An emulator either keeps an idle connection until it closes, or says that it does not (`listenLocally`).
  const agent = new Agent({ keepAlive: true, ...(isSocket && { socketPath: pathname }) });
  const client = { endpoint: isSocket ? 'http://emulator' : emulator, requestHandler: { httpAgent: agent } };
  return { forward: (call) => forward(call, { ...address, agent }), client, close: () => agent.destroy() };
}

/** The host stays that of the front: an emulator writes it into the addresses that it returns, such as a queue's. */
function forward({ method, path, headers, body }: Call, way: Parameters<typeof send>[1]): Promise<Answer> {
  const asked = { ...way, method, path, headers: withoutConnection(headers) };
  return new Promise((resolve, reject) => {
    const take = (answer: IncomingMessage) => void readAnswer(answer).then(resolve, reject);
    send(asked, take).on('error', reject).end(body);
  });
}

async function readAnswer(answer: IncomingMessage): Promise<Answer> {
  const { statusCode: status = 502, headers } = answer;
  return { status, headers: withoutConnection(headers), body: await readAll(answer) };
}

/** A body, read to its end. */
export async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What a connection is to be is between its two ends. */
function withoutConnection(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection: _, 'keep-alive': __, ...others } = headers;
  return others;
}
