/** What has a place in the order in which the components of a stack are built. */
interface Placed {
  name: string;
  layer: number;
}

/**
 * The layer of each component by what each needs: one more than the highest layer of that. What is no component counts for
 * nothing, and a circle, which no revision has, ends.
 */
export function layersOf(needs: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const layer = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, 0);
    const needed = (needs.get(name) ?? []).filter((need) => needs.has(need));
    const found = 1 + Math.max(0, ...needed.map(layer));
    known.set(name, found);
    return found;
  };
  for (const name of needs.keys()) layer(name);
  return known;
}

/** By layer, then by name. */
export function inLayers<One extends Placed>(all: readonly One[]): One[] {
  return [...all].sort((one, other) => one.layer - other.layer || (one.name < other.name ? -1 : 1));
}
