import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What was asked of the database: how often, and how many items it read for the answers. */
export interface Reads {
  requests: number;
  items: number;
}

/** Counts every request of a client from now on; the function answers the counts since it was last called. */
export function countReads(client: DynamoDBDocumentClient): () => Reads {
  let counted: Reads = { requests: 0, items: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      counted.requests += 1;
      counted.items += itemsRead(result.output);
      return result;
    },
    { step: 'initialize', name: 'countReads' },
  );
  return () => {
    const since = counted;
    counted = { requests: 0, items: 0 };
    return since;
  };
}

/** A query reads what it looks at, whatever it then gives back. */
function itemsRead(output: object): number {
  const { ScannedCount, Item } = output as { ScannedCount?: number; Item?: unknown };
  return (ScannedCount ?? 0) + (Item === undefined ? 0 : 1);
}
