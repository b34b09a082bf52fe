declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** An in-memory DynamoDB; the delays are those of creating, updating and deleting a table, in milliseconds. */
  export default function dynalite(options?: {
    createTableMs?: number;
    updateTableMs?: number;
    deleteTableMs?: number;
  }): Server;
}

declare module 'dynalite/db/index.js' {
  /** What its actions call through this object, so that it can be corrected. */
  const database: {
    /** The error for a condition that does not hold for an item; nothing where it does. */
    checkConditional: (
      request: Record<string, unknown>,
      existing: object | undefined,
    ) => { body: object } | null | undefined;
  };
  export default database;
}

declare module 'dynalite/validations/putItem.js' {
  /** The parameters that it takes; it drops all others. */
  const put: { types: Record<string, { type: string; enum: string[] }> };
  export default put;
}
