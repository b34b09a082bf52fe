import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a server listens: a port of 127.0.0.1 (0 takes a free one), or the path of a Unix socket. */
export type ListenAt = number | string;

/** Lets a server listen, on a free port unless told otherwise; returns its URL without a trailing slash, `unix://…` for a socket. */
export function listenLocally(server: Server, at: ListenAt = 0): Promise<string> {
  // A caller that sends its next request over a connection just as it is dropped for idleness would lose it.
  server.keepAliveTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    if (typeof at === 'string') return void server.listen(at, () => resolve(`unix://${at}`));
    const urlOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.listen(at, '127.0.0.1', () => resolve(urlOf()));
  });
}

/** Ends a server and every connection to it. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
