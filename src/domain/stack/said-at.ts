import type { Layer } from './check-layer';
import { innerNode, type MapNode, type Node } from './node';

/**
 * What layers say at a path, lowest first: only those from the last one on that replaces or unsets it, or what it is in. Each is a map
 * that is merged into those before it.
 */
export function saidAt(layers: readonly Layer[], path: readonly string[]): MapNode[] {
  let said: MapNode[] = [];
  for (const { root } of layers) {
    let node: Node | undefined = root;
    for (const step of path) {
      node = innerNode(node, step);
      if (node === undefined) break;
      if (node.mark === 'unset' || node.mark === 'replace') said = [];
      if (node.mark === 'unset') break;
    }
    if (node?.kind === 'map' && node.mark !== 'unset') said.push({ ...node, mark: undefined });
  }
  return said;
}

/** The names that layers say something of in a map of the file, but for those that the last layer which names them unsets. */
export function namesAt(layers: readonly Layer[], section: string): string[] {
  const names = new Set(saidAt(layers, [section]).flatMap((one) => [...one.entries.keys()]));
  return [...names].filter((name) => saidAt(layers, [section, name]).length > 0);
}
