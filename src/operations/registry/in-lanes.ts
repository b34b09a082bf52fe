/**
 * Works on several items at once, at most `most`; each lane takes the next item when it is done with one, so a slow one holds up no
 * other. Returns the results in the order of the items; throws the first error that there is.
 */
export async function inLanes<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const lane = async () => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
  return results;
}
