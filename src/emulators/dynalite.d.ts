declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** An in-memory DynamoDB; the delays are those of creating, updating and deleting a table, in milliseconds. */
  export default function dynalite(options?: {
    createTableMs?: number;
    updateTableMs?: number;
    deleteTableMs?: number;
  }): Server;
}
