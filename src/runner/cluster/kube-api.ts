import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterToken } from './cluster-token';
import type { Cluster } from './doomed-clusters';

/** That a cluster did not answer, or did not let this run do what emptying it takes; `message` says which. */
export class ClusterSilent extends Error {
  override readonly name = 'ClusterSilent';

  constructor(
    message: string,
    /** That its endpoint is an address which exists nowhere, as of a cluster that never came to be, or of an emulator. */
    readonly isNowhere = false,
  ) {
    super(message);
  }
}

/** What an API server answered; `body` is parsed, and undefined where it is no JSON. */
export interface KubeAnswer {
  status: number;
  body: unknown;
}

/** What is asked of an API server. */
export interface KubeCall {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With its query. */
  path: string;
  body?: object;
}

/** The API of a cluster. An answer of any kind but of a server that is not well is returned; ClusterSilent where there is none. */
export interface KubeApi {
  ask: (call: KubeCall) => Promise<KubeAnswer>;
  close: () => void;
}

/** How a cluster is asked. */
export interface KubeAccess {
  token: ClusterToken;
  signal: AbortSignal;
  /** Before each further try of a call that got no answer, in milliseconds. */
  pausesMs: readonly number[];
}

const patienceMs = 15_000;

/** Opens the API of a cluster, whose certificate must be of the authority that EKS names. */
export function openKubeApi({ name, endpoint, authority }: Cluster, access: KubeAccess): KubeApi {
  if (endpoint === undefined)
    return {
      ask: () => Promise.reject(new ClusterSilent(`${name} has no endpoint`, true)),
      close: () => undefined,
    };
  const agent = new Agent({ keepAlive: true, maxSockets: 8, ...(authority && { ca: authority }) });
  const once = (call: KubeCall, bearer: string) => send(call, { endpoint, agent, bearer, ...access });
  const ask = async (call: KubeCall) =>
    refuseStranger(await withPatience((bearer) => once(call, bearer), access));
  return { ask, close: () => agent.destroy() };
}

interface Way extends KubeAccess {
  endpoint: string;
  agent: Agent;
  bearer: string;
}

function send({ method = 'GET', path, body }: KubeCall, way: Way): Promise<KubeAnswer> {
  const { endpoint, agent, bearer, signal } = way;
  const text = body && JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${bearer}`,
    accept: 'application/json',
    ...(text && { 'content-type': typeOf(method), 'content-length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const asked = request(`${endpoint}${path}`, { method, agent, headers, signal, timeout: patienceMs });
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', reject);
    asked.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString()) }),
      );
    });
    asked.end(text);
  });
}

function typeOf(method: KubeCall['method']): string {
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A server that is restarted, or has too much to do, answers a moment later. */
async function withPatience(
  ask: (bearer: string) => Promise<KubeAnswer>,
  { token, pausesMs, signal }: KubeAccess,
): Promise<KubeAnswer> {
  let why = '';
  for (const pause of [0, ...pausesMs]) {
    await sleep(pause, undefined, { signal });
    // Where AWS gives no session, nothing is known of the cluster.
    const bearer = await token();
    try {
      const answer = await ask(bearer);
      if (!isUnwell(answer)) return answer;
      why = `status ${String(answer.status)}`;
    } catch (error) {
      signal.throwIfAborted();
      const { code, message } = error as { code?: string; message: string };
      if (code === 'ENOTFOUND') throw new ClusterSilent(`its endpoint has no address: ${message}`, true);
      why = code === undefined ? message : `${message} (${code})`;
    }
  }
  throw new ClusterSilent(`it does not answer: ${why}`);
}

const isUnwell = ({ status }: KubeAnswer): boolean => status === 429 || status >= 500;

/** Whoever may not ask learns nothing of what is there. */
function refuseStranger(answer: KubeAnswer): KubeAnswer {
  if (answer.status === 401)
    throw new ClusterSilent('it has no access entry for the role of the target (status 401)');
  return answer;
}
