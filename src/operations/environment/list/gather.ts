import type { Page, Paged } from '../../ports/registry';

/** So many items are read at most for one answer that needs them all. */
export const mostGathered = 5_000;
const limit = 100;

/** Everything that a list has, however long it is: for what is counted, of which a part would be a wrong number. */
export async function gatherAll<Item>(list: (page: Page) => Promise<Paged<Item>>): Promise<Item[]> {
  return (await gather(list, Infinity)).items;
}

/** Everything that a list has, page by page; `complete` is false where it has more than is read for one answer. */
export async function gather<Item>(
  list: (page: Page) => Promise<Paged<Item>>,
  most = mostGathered,
): Promise<{ items: Item[]; complete: boolean }> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < most; read += limit) {
    const page = await list({ limit, cursor });
    items.push(...page.items);
    if (page.next === null) return { items, complete: true };
    cursor = page.next;
  }
  return { items, complete: false };
}
