/** The longest page that the API gives. */
export const limit = '100';

/** A page of events, which are a list without an end: its cursor is the sequence number last seen. */
interface Events {
  items: unknown[];
  next: string | null;
}

/** All events behind `after`; what else a page says is that of the last one. */
export async function everyEvent<Page extends Events>(
  read: (after: string) => Promise<Page>,
  after = 0,
): Promise<Page> {
  const page = await read(String(after));
  if (page.next === null) return page;
  const rest = await everyEvent(read, Number(page.next));
  return { ...rest, items: [...page.items, ...rest.items] };
}

/** The items of a list, followed to its end. */
export async function everyItem<Item>(
  read: (cursor?: string) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await read(cursor);
    found.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return found;
}
