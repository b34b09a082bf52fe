import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Sent } from '../../domain/notice/delivery-kind';
import type { CheckReceiver, Post, SendPost } from '../../operations/ports/notice';
import { isLoopback, isPublic } from './public-addresses';

/** An address that a name stands for. */
interface Resolved {
  address: string;
  family: number;
}

/** How receivers are found and which may be called. */
export interface ReceiversOptions {
  /** For development on one machine: what listens there may be called too, without TLS. */
  loopback: boolean;
  /** All addresses of a name; the system's resolver unless it is given. */
  lookup?: (host: string) => Promise<Resolved[]>;
  timeoutMs?: number;
}

/** What may be called: the address, and where exactly, as it was checked. */
interface Receiver {
  url: URL;
  addresses: Resolved[];
}

const defaultTimeoutMs = 10_000;
/** Names that no public resolver answers for, or that mean the machine that asks. */
const ownNames =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home\.arpa|onion|test|invalid)\.?$/;

/** Calls of receivers outside: only what is public, only over TLS, and only the very addresses that were checked. */
export function createReceivers(options: ReceiversOptions): { check: CheckReceiver; send: SendPost } {
  return {
    check: async (url) => {
      const found = await findReceiver(url, options);
      return typeof found === 'string' ? found : undefined;
    },
    send: async (post) => {
      const found = await findReceiver(post.url, options);
      if (typeof found === 'string') return failed(found);
      return send(found, post, options.timeoutMs ?? defaultTimeoutMs);
    },
  };
}

/** The receiver, or why it must not be called; a reason names the host alone. */
async function findReceiver(text: string, options: ReceiversOptions): Promise<Receiver | string> {
  if (!URL.canParse(text)) return 'is not an address';
  const url = new URL(text);
  const refused = refusedByForm(url, options);
  if (refused !== undefined) return refused;
  const addresses = await resolve(url.hostname, options);
  if (typeof addresses === 'string') return addresses;
  const closed = addresses.find(({ address }) => !mayCall(address, url, options));
  if (!closed) return { url, addresses };
  return `must be of the public internet: ${url.hostname} is ${closed.address}, which is not`;
}

function refusedByForm(url: URL, { loopback }: ReceiversOptions): string | undefined {
  const { protocol, username, password, hostname } = url;
  if (protocol !== 'https:' && !(loopback && protocol === 'http:')) return 'must begin with https://';
  if (username !== '' || password !== '') return 'must not hold a user name or a password';
  if (loopback || isIP(bare(hostname)) !== 0) return undefined;
  if (!ownNames.test(hostname) && hostname.includes('.')) return undefined;
  return `must be of the public internet: ${hostname} is a name of a private network`;
}

/** In a URL, an address of IPv6 stands in brackets. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

async function resolve(hostname: string, options: ReceiversOptions): Promise<Resolved[] | string> {
  const literal = bare(hostname);
  const family = isIP(literal);
  if (family !== 0) return [{ address: literal, family }];
  const { lookup = (host) => systemLookup(host, { all: true }), timeoutMs = defaultTimeoutMs } = options;
  try {
    const found = await withTimeout(lookup(hostname), timeoutMs);
    return found.length > 0 ? found : `must be a name with an address: ${hostname} has none`;
  } catch (error) {
    return `must be a name with an address: ${hostname} has none (${codeOf(error)})`;
  }
}

/** Without TLS only what listens on this machine is called. */
function mayCall(address: string, { protocol }: URL, { loopback }: ReceiversOptions): boolean {
  if (loopback && isLoopback(address)) return true;
  return protocol === 'https:' && isPublic(address);
}

/** The socket asks for no name again: between the check and the call, a name may come to stand for another address. */
function pinnedTo(addresses: Resolved[]): LookupFunction {
  const [first] = addresses;
  return (_hostname, { all }, callback) => {
    if (all) callback(null, addresses);
    else callback(null, first?.address ?? '', first?.family);
  };
}

async function send({ url, addresses }: Receiver, { headers, body }: Post, timeoutMs: number): Promise<Sent> {
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'user-agent': 'leasehold', 'content-length': Buffer.byteLength(body) },
    lookup: pinnedTo(addresses),
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
  };
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((settle) => {
    const call = request(url, options, (answer) => {
      // What a receiver says besides is of no use to us, and may be without end.
      answer.destroy();
      settle(judge(answer.statusCode ?? 0, answer.headers['retry-after']));
    });
    call.on('error', (error) => settle(failed(`there was no answer (${codeOf(error)})`)));
    call.end(body);
  });
}

/** Whoever is too busy, or not there for a while, may say until when. */
const waiting = [429, 503];

function judge(status: number, retryAfter: string | undefined): Sent {
  if (status >= 200 && status < 300) return { ok: true, status, reason: 'delivered' };
  if (status >= 300 && status < 400) return failed('it redirects, which is not followed', status);
  if (status === 410) return { ...failed('it is gone for good', status), final: true };
  const answered = failed(`it answered ${status}`, status);
  return retryAfter !== undefined && waiting.includes(status) ? { ...answered, retryAfter } : answered;
}

function failed(reason: string, status: number | null = null): Sent {
  return { ok: false, status, reason };
}

/** A message may hold the address, whose path is a secret. */
function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: string };
  if (name === 'TimeoutError' || name === 'AbortError') return 'timed out';
  return typeof code === 'string' ? code : 'failed';
}

async function withTimeout<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_settle, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error(), { name: 'TimeoutError' })), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
