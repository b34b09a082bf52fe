import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCall } from '../../../lambdas/api/dispatch';
import { examples } from '../../../lambdas/api/examples/operations';
import { routes } from '../../../lambdas/api/routes';
import type { HttpEvent } from '../../../lambdas/_edge/http';
import { actors } from '../plane/operations-stage';
import { requestOf } from '../plane/http';

/** What a path of an example holds. */
export const exampleParams = {
  team: 'shop',
  name: 'web',
  stack: 'dev',
  plan: '01KDVDNA000000000000000005',
  component: 'vpc',
  id: '01KDVDNA000000000000000004',
  template: 'playground',
  delivery: '01KDVDNA000000000000000004-000012.topic',
  file: 'stage.json',
  digest: 'c'.repeat(64),
};

interface Asked {
  method: string;
  path: string;
  query?: Record<string, string | undefined>;
  body?: unknown;
}

/** The request as API Gateway matches it to a route of the table: by its method and by the path that it has. */
export function eventOf({ method, path, query = {}, body }: Asked): HttpEvent {
  const matches = (route: { method: string; path: string }) =>
    route.method === method && new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  // A path without parameters is matched before one that has them.
  const found = routes.filter(matches).sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
  if (!found) throw new Error(`No route takes ${method} ${path}.`);
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return requestOf(`${found.method} ${found.path}`, {
    params: exampleParams,
    query: Object.fromEntries(given),
    actor: actors.root,
    ...(body !== undefined && { body }),
  });
}

/** An API that reads each request as the real one does, and answers with the example of its operation. */
export async function startExampleApi(): Promise<{ url: string; asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server = createServer((message, response) => {
    void readBody(message).then((body) => {
      const { pathname, searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1');
      const query = Object.fromEntries(searchParams);
      const { route } = readCall(eventOf({ method: message.method ?? '', path: pathname, query, body }));
      asked.push(route.operation);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(examples[route.operation].response));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}

async function readBody(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
