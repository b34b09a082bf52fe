/**
 * Forgets the oldest of those that may be forgotten until so many of them are left; a Map keeps the order in which they came.
 * AWS keeps things for months, and a process that lives so long has no room for them.
 */
export function forgetOldest<Thing>(
  all: Map<string, Thing>,
  { most, mayGo = () => true }: { most: number; mayGo?: (thing: Thing) => boolean },
): void {
  const old = [...all].filter(([, thing]) => mayGo(thing));
  for (const [key] of old.slice(0, Math.max(0, old.length - most))) all.delete(key);
}
