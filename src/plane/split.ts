/** The values in their order, in as many lists as it takes for none to be above `limit` in all, by the size of each. */
export function splitBySize<Value>(
  values: readonly Value[],
  limit: number,
  sizeOf: (value: Value) => number,
): Value[][] {
  const lists: Value[][] = [];
  let room = 0;
  for (const value of values) {
    const size = sizeOf(value);
    if (size > room) {
      lists.push([]);
      room = limit;
    }
    room -= size;
    lists.at(-1)?.push(value);
  }
  return lists;
}

/** How many characters a value takes in a list of JSON, its comma included. */
export function sizeInJson(value: unknown): number {
  return JSON.stringify(value).length + 1;
}
