import dynalite from 'dynalite';
import { closeServer, listenLocally } from './local-server';

/** A DynamoDB endpoint in memory on a free local port. */
export interface LocalDynamoDb {
  url: string;
  close(): Promise<void>;
}

/** Starts DynamoDB for one plane; what it holds is gone when it is closed. */
export async function startDynamoDb(): Promise<LocalDynamoDb> {
  const server = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  const port = await listenLocally(server);
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}
