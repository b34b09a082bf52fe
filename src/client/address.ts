import { usage } from './errors';

const localHosts = ['127.0.0.1', 'localhost', '[::1]'];

/** The address of a control plane; throws unless a token sent there is encrypted or stays on this machine. */
export function checkedUrl(text: string): string {
  if (isSafe(text)) return trimmed(text);
  throw usage(
    `'${text}' is no address of a control plane; it must begin with https:// (http:// only for this machine).`,
  );
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

/** The address without slashes at its end, as paths follow. */
export function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}
