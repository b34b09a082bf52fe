import database, { type StoredItem, type StoredTable, type TableStore } from 'dynalite/db/index.js';

/** One thing to write into the store, whole or not at all together with those beside it. */
type Write = { type: 'put'; key: string; value: StoredItem } | { type: 'del'; key: string };

/**
 * dynalite writes an item's places in the indexes one by one, and the item behind them: a process that dies between leaves indexes
 * that say what no item says, and an item that no index finds. Here they are made again from the items. A table that was just
 * being made holds nothing, and goes. Throws where the store cannot be read, or where another process has it open.
 */
export async function mendIndexes(path: string): Promise<void> {
  const store = database.create({ path });
  try {
    await store.db.open();
    const writes: Write[] = [];
    for await (const [, table] of entriesBelow(store, 'table~'))
      writes.push(...(await mendTable(store, table as StoredTable)));
    if (writes.length > 0) await store.db.batch(writes);
  } finally {
    await store.db.close();
  }
}

async function mendTable(store: TableStore, table: StoredTable): Promise<Write[]> {
  const { TableName: name } = table;
  if (table.TableStatus !== 'ACTIVE') return [{ type: 'del', key: `table~${name}` }];
  const wanted = new Set<string>();
  const writes: Write[] = [];
  for await (const [, item] of entriesBelow(store, `item-${name}~`))
    for (const place of placesOf(table, item as StoredItem)) {
      wanted.add(place.key);
      const stored = await store.db.get(place.key);
      if (JSON.stringify(stored) !== JSON.stringify(place.value)) writes.push({ type: 'put', ...place });
    }
  for await (const [key] of entriesBelow(store, `index-global~${name}~`))
    if (!wanted.has(key)) writes.push({ type: 'del', key });
  return writes;
}

/** What an item has in the indexes of its table. */
function placesOf(table: StoredTable, item: StoredItem): { key: string; value: StoredItem }[] {
  const { TableName: name, GlobalSecondaryIndexes: indexes = [] } = table;
  const { puts } = database.getIndexActions(indexes, undefined, item, table);
  return puts.map((put) => ({ key: `index-global~${name}~${put.index}~${put.key}`, value: put.item }));
}

function entriesBelow({ db }: TableStore, prefix: string): AsyncIterable<[string, unknown]> {
  return db.iterator({ gte: prefix, lt: `${prefix}\uffff` });
}
