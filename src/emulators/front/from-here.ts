import type { IncomingHttpHeaders } from 'node:http';

const thisMachine = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Whether a request comes from a program of this machine, or from a page that the very endpoint served. A page elsewhere
 * can make a browser resolve its own name to 127.0.0.1, but it can neither make it say `localhost` nor hide its origin.
 */
export function isFromHere({ host = '', origin }: IncomingHttpHeaders): boolean {
  return thisMachine.test(host) && (origin === undefined || origin === `http://${host}`);
}
