import { ProxyConfig } from '../config/client';
import { type ProcessEnvironment, readConfig } from '../config/read-config';
import { isLoopback } from './address';
import { usage } from './errors';

/** Nothing that stays on this machine goes over a proxy: it would not be encrypted, and would not stay. */
const thisMachine = ['localhost', '127.0.0.1', '[::1]'];

/** A proxy for encrypted connections, and what is reached without it. */
interface Proxy {
  address: URL;
  exempt: string[];
}

/** From now on every request of this process takes the proxy that HTTPS_PROXY names, but those to what NO_PROXY names. */
export async function useProxy(env: ProcessEnvironment | undefined): Promise<void> {
  const proxy = usableProxy(env);
  if (!proxy) return;
  // Loaded late: it is larger than the whole command line, and most machines have no proxy.
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import('./undici');
  const { address, exempt } = proxy;
  setGlobalDispatcher(
    new EnvHttpProxyAgent({ httpProxy: '', httpsProxy: address.href, noProxy: exempt.join(',') }),
  );
}

/** The proxy that a request to `url` takes, without a password; undefined for none. Throws where it is named and is none. */
export function proxyFor(url: string, env: ProcessEnvironment | undefined): string | undefined {
  if (!url.startsWith('https:') || isLoopback(url)) return undefined;
  const proxy = findProxy(env);
  if (!proxy) return undefined;
  const { hostname, port } = new URL(url);
  return proxy.exempt.some((entry) => covers(entry, { hostname, port: port || '443' }))
    ? undefined
    : proxy.address.origin;
}

/** What nobody can use is none, until something would have to take it. */
function usableProxy(env: ProcessEnvironment | undefined): Proxy | undefined {
  try {
    return findProxy(env);
  } catch {
    return undefined;
  }
}

function findProxy(env: ProcessEnvironment | undefined): Proxy | undefined {
  const { https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY } = readConfig(ProxyConfig, env);
  const named = https_proxy ?? HTTPS_PROXY;
  const exempt = (no_proxy ?? NO_PROXY ?? '').split(/[\s,]+/).filter(Boolean);
  if (named === undefined || exempt.includes('*')) return undefined;
  return { address: addressOf(named), exempt: [...exempt.map(bracketed), ...thisMachine] };
}

/** What has no scheme is a host and a port, as curl takes it. */
function addressOf(text: string): URL {
  const written = text.includes('://') ? text : `http://${text}`;
  const address = URL.canParse(written) ? new URL(written) : undefined;
  if (address && ['http:', 'https:'].includes(address.protocol)) return address;
  throw usage(
    'HTTPS_PROXY is not the address of an HTTP proxy. Use http://proxy.example.com:3128.',
    'Unset it if this machine does not need one.',
  );
}

/** An IPv6 address without brackets would be read as a host and a port. */
function bracketed(entry: string): string {
  return /^[\da-f]*:[\da-f:]*:[\da-f]*$/i.test(entry) ? `[${entry}]` : entry;
}

/** Whether an entry of NO_PROXY is of this host, or of a domain above it, and of this port if it names one. */
function covers(entry: string, { hostname, port }: { hostname: string; port: string }): boolean {
  const [, named = entry, ofPort] = /^(.+):(\d+)$/.exec(entry) ?? [];
  const host = named.replace(/^\*?\./, '').toLowerCase();
  if (ofPort !== undefined && ofPort !== port) return false;
  return hostname === host || hostname.endsWith(`.${host}`);
}
