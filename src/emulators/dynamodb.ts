import type { Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import dynalite from 'dynalite';
import { mendStores, returnRefusedItems } from './dynalite-corrections';
import { closeServer, type ListenAt, listenLocally } from './local-server';
import { mendIndexes } from './mend-indexes';

/** A DynamoDB endpoint, and the server behind it. */
export interface LocalDynamoDb {
  url: string;
  server: Server;
  close(): Promise<void>;
}

/** How long `close` waits for requests that are at work, in milliseconds; one that hangs must not hold it for ever. */
const longestDrain = 10_000;

/**
 * Starts DynamoDB for one plane. With a folder, its tables lie there, and what was written is there after a kill; without one it
 * holds them in memory, and they are gone when it is closed.
 */
export async function startDynamoDb(at?: ListenAt, folder?: string): Promise<LocalDynamoDb> {
  returnRefusedItems();
  mendStores();
  if (folder !== undefined) await mendIndexes(folder);
  const server = dynalite({
    createTableMs: 0,
    updateTableMs: 0,
    deleteTableMs: 0,
    ...(folder !== undefined && { path: folder }),
  });
  const drained = countOpenRequests(server);
  const url = await listenLocally(server, at);
  return {
    url,
    server,
    close: async () => {
      await drained();
      await closeServer(server);
    },
  };
}

/**
 * Counts the requests that are at work, also those whose caller has gone away: dynalite ends the process when one of them
 * writes to a database that was closed meanwhile. The function returned resolves once none is left.
 */
function countOpenRequests(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  server.prependListener('request', (request, response: ServerResponse) => {
    request.once('end', () => open.add(response));
    const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
    response.end = (...given: unknown[]) => {
      open.delete(response);
      return end(...given);
    };
  });
  return async () => {
    const until = Date.now() + longestDrain;
    while (open.size > 0 && Date.now() < until) await sleep(5);
  };
}
