import { usage } from './errors';

const localHosts = ['127.0.0.1', 'localhost', '[::1]'];

/** The address of a control plane; throws unless a token sent there is encrypted or stays on this machine. */
export function checkedUrl(text: string): string {
  if (!isSafe(text))
    throw usage(
      `'${text}' is not the address of a control plane. It must begin with https:// (http:// only for this machine).`,
    );
  const { username, password, search, hash, origin, pathname } = new URL(text);
  if (username || password || search || hash)
    throw usage(
      `The address of a control plane has no user name, '?' or '#', such as '${origin}${pathname}'.`,
    );
  return trimmed(`${origin}${pathname}`);
}

/** Whether what is sent there is encrypted, or stays on this machine. */
export function isSafe(text: string): boolean {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(text));
}

/** Whether an address is on this machine. */
export function isLoopback(text: string): boolean {
  return URL.canParse(text) && localHosts.includes(new URL(text).hostname);
}

/** Whether two addresses lead to the same place, however they are written; this machine has three names. */
export function isSameAddress(one: string, other: string): boolean {
  return placeOf(one) === placeOf(other);
}

function placeOf(text: string): string {
  if (!URL.canParse(text)) return text;
  const { protocol, hostname, port, pathname } = new URL(text);
  const host = localHosts.includes(hostname) ? 'localhost' : hostname;
  return trimmed(`${protocol}//${host}:${port}${pathname}`);
}

/** The address without slashes at its end, as paths follow. */
export function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}
