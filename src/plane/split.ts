/** The texts in their order, in as many lists as it takes for none to be longer than `limit` characters in all. */
export function splitBySize(texts: readonly string[], limit: number): string[][] {
  const lists: string[][] = [];
  let room = 0;
  for (const text of texts) {
    const size = text.length + separators;
    if (size > room) {
      lists.push([]);
      room = limit;
    }
    room -= size;
    lists.at(-1)?.push(text);
  }
  return lists;
}

/** Quotation marks and comma. */
const separators = 3;
