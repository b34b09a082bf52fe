import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { certificateFor } from '../cli/self-signed';
import { type Controllers, keyOf, KubeStore, type Planted } from './kube-store';

/** The groups that a server knows, each with the plurals of its kinds. */
export type Groups = Record<string, readonly string[]>;

/** Every kind that something outside may be made for. */
export const everyGroup: Groups = {
  apps: ['deployments', 'statefulsets'],
  'gateway.networking.k8s.io': ['httproutes', 'gateways'],
  'networking.k8s.io': ['ingresses'],
  'externaldns.k8s.io': ['dnsendpoints'],
  'snapshot.storage.k8s.io': ['volumesnapshots'],
  policy: ['poddisruptionbudgets'],
  'karpenter.sh': ['nodepools', 'nodeclaims'],
  'karpenter.k8s.aws': ['ec2nodeclasses'],
};

/** What a server is started with. */
export interface KubeServerOptions extends Partial<Controllers> {
  groups?: Groups;
  /** Whose token this is; undefined for one that the server does not know. */
  caller?: (token: string) => Promise<string | undefined>;
  /** What a caller may not do, such as `GET pods`. */
  forbidden?: readonly string[];
}

/** An API server of Kubernetes, as far as emptying a cluster asks it. */
export interface KubeServer {
  endpoint: string;
  /** Its authority, as PEM. */
  authority: string;
  store: KubeStore;
  /** Method and path of every call that it answered. */
  calls: string[];
  /** Whoever was let in. */
  callers: Set<string>;
  close: () => Promise<void>;
}

/** Serves over TLS on a free port, with a certificate of its own authority. */
export async function startKubeServer(options: KubeServerOptions = {}): Promise<KubeServer> {
  const { gone = () => undefined, finalizers = {} } = options;
  const store = new KubeStore({ gone, finalizers });
  const { key, cert } = certificateFor({ names: ['localhost'] });
  const calls: string[] = [];
  const callers = new Set<string>();
  const server = createServer({ key, cert }, (asked, answer) => {
    void serve({ asked, answer, store, options, calls, callers }).catch(() => answer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `https://localhost:${port}`;
  return { endpoint, authority: cert, store, calls, callers, close: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}

interface Exchange {
  asked: IncomingMessage;
  answer: ServerResponse;
  store: KubeStore;
  options: KubeServerOptions;
  calls: string[];
  callers: Set<string>;
}

async function serve(exchange: Exchange): Promise<void> {
  const { asked, answer, options, calls, callers } = exchange;
  const { method = 'GET', url = '/' } = asked;
  const body = await readJson(asked);
  const token = /^Bearer (.+)$/.exec(asked.headers.authorization ?? '')?.[1] ?? '';
  const caller = await (options.caller ?? (() => Promise.resolve('anybody')))(token);
  calls.push(`${method} ${url}`);
  if (caller !== undefined) callers.add(caller);
  const [status, said] = caller === undefined ? [401, {}] : reply(exchange, { method, url, body });
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
}

type Reply = [status: number, body: object];

interface Asked {
  method: string;
  url: string;
  body: Planted | undefined;
}

const unknown: Reply = [404, { kind: 'Status', message: 'the server could not find the requested resource' }];

function reply({ store, options }: Exchange, { method, url, body }: Asked): Reply {
  const { groups = everyGroup, forbidden = [] } = options;
  const { pathname, searchParams } = new URL(url, 'https://server');
  const [, root, ...parts] = pathname.split('/').map(decodeURIComponent);
  const group = root === 'apis' ? (parts.shift() ?? '') : '';
  if (root !== 'api' && !(group in groups)) return unknown;
  if (root === 'apis' && parts.length === 0)
    return [200, { preferredVersion: { groupVersion: `${group}/v1` } }];
  parts.shift();
  if (parts.length === 0) return [200, { resources: (groups[group] ?? []).map((name) => ({ name })) }];
  const namespace = parts[0] === 'namespaces' && parts.length > 2 ? parts.splice(0, 2)[1] : undefined;
  const [plural = '', name, sub] = parts;
  if (forbidden.includes(`${method} ${plural}`))
    return [403, { message: `${method} ${plural} is forbidden` }];
  if (name === undefined)
    return method === 'POST' ? made(store, { plural, namespace, body }) : listed(store, plural, searchParams);
  const key = `${plural}/${namespace ?? '-'}/${name}`;
  const found = store.objects.get(key);
  if (!found) return unknown;
  if (method === 'DELETE') store.remove(key);
  if (method === 'PATCH' && sub === 'scale') found.spec = { ...found.spec, ...body?.spec };
  return [200, found];
}

function made(
  store: KubeStore,
  { plural, namespace, body }: { plural: string; namespace: string | undefined; body: Planted | undefined },
): Reply {
  if (body === undefined) return [400, { message: 'no object' }];
  const planted = { ...body, metadata: { ...body.metadata, ...(namespace !== undefined && { namespace }) } };
  if (store.objects.has(keyOf(plural, planted))) return [409, { message: 'already exists' }];
  // As the controller of quotas does within a second.
  const counted =
    plural === 'resourcequotas' ? { ...planted, status: { hard: planted.spec?.['hard'] } } : planted;
  store.plant(plural, counted);
  return [201, counted];
}

function listed(store: KubeStore, plural: string, query: URLSearchParams): Reply {
  const fits = selectorOf(query.get('labelSelector'));
  const all = store.of(plural).filter(({ metadata: { labels = {} } }) => fits(labels));
  const from = Number(query.get('continue') ?? '0');
  const until = from + Math.min(Number(query.get('limit') ?? '500'), 2);
  const next = until < all.length ? String(until) : '';
  return [200, { metadata: { continue: next }, items: all.slice(from, until) }];
}

function selectorOf(text: string | null): (labels: Record<string, string>) => boolean {
  if (text === null) return () => true;
  const [, name = '', some = ''] = /^(\S+) in \((.*)\)$/.exec(text) ?? [];
  if (name !== '') return (labels) => some.split(',').includes(labels[name] ?? '');
  return (labels) => text.split(',').every((one) => labels[one.split('=')[0] ?? ''] === one.split('=')[1]);
}

async function readJson(asked: IncomingMessage): Promise<Planted | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : (JSON.parse(text) as Planted);
}
