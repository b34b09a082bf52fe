declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** A DynamoDB, in memory unless it has the path of a folder; the delays are those of creating, updating and deleting a table, in milliseconds. */
  export default function dynalite(options?: {
    path?: string;
    createTableMs?: number;
    updateTableMs?: number;
    deleteTableMs?: number;
  }): Server;
}

declare module 'dynalite/db/index.js' {
  import type { Readable } from 'node:stream';

  /** What reads a store from one key to the next. */
  export interface StoreIterator {
    close: () => Promise<void>;
  }

  /** An item as it is stored. */
  export type StoredItem = Record<string, unknown>;

  /** A table as it is stored, as far as it matters here. */
  export interface StoredTable {
    TableName: string;
    TableStatus: string;
    GlobalSecondaryIndexes?: object[];
  }

  /** What its tables lie in, below `table~`, `item-<table>~` and `index-global~<table>~<index>~`. */
  export interface TableStore {
    db: {
      open: () => Promise<void>;
      close: () => Promise<void>;
      get: (key: string) => Promise<unknown>;
      put: (key: string, value: object) => Promise<void>;
      del: (key: string) => Promise<void>;
      batch: (
        writes: ({ type: 'put'; key: string; value: StoredItem } | { type: 'del'; key: string })[],
      ) => Promise<void>;
      iterator: (range: { gte: string; lt: string }) => AsyncIterable<[string, unknown]>;
      createKeyStream: (range: object) => Readable;
      createValueStream: (range: object) => Readable;
      keys: (range: object) => StoreIterator;
      values: (range: object) => StoreIterator;
    };
  }

  /** What its actions call through this object, so that it can be corrected. */
  const database: {
    /** Opens the store, in a folder or in memory, as the server does. */
    create: (options: { path?: string }) => TableStore;
    /** What is to be written to the indexes when one item replaces another. */
    getIndexActions: (
      ...given: [indexes: object[], existing: StoredItem | undefined, item: StoredItem, table: StoredTable]
    ) => { puts: { index: string; key: string; item: StoredItem }[] };
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
