import { type MapNode, type Node } from '../node';
import { problemAt } from '../place';
import { at, mapAt, stringAt } from './merge-values';

import type { Around } from './atmos-component';

/** Those that led here, to find a circle by. */
interface Inheriting extends Around {
  trail: readonly string[];
}

/** What a component inherits, the lowest first: the bases of each base come before it. */
export function basesOf(own: MapNode, around: Inheriting): MapNode[] {
  const isBase = around.trail.length > 1;
  const isAbstract = stringAt(own, 'metadata', 'type') === 'abstract';
  const top = at(own, 'component');
  const list = at(own, 'metadata', 'inherits');
  const items = [
    ...(top && !(isBase && isAbstract) ? [top] : []),
    ...(list?.kind === 'list' ? list.items : []),
  ];
  return items.flatMap((item) => {
    const base = item.kind === 'scalar' ? String(item.value) : '';
    const isOwnFolder = item === top && !around.all.has(base);
    const found = around.all.get(base);
    if (isOwnFolder) return [];
    if (found?.kind !== 'map') return missing(base, item, around);
    if (around.trail.includes(base)) return circle(base, item, around);
    return [...basesOf(found, { ...around, trail: [...around.trail, base] }), found];
  });
}

function missing(base: string, { at: place }: Node, { importing, trail }: Inheriting): [] {
  const name = trail.at(-1) ?? '';
  const message = `'${name}' inherits from '${base}', which is not in this stack`;
  importing.findings.push({ kind: 'cannot-plan', ...problemAt(place, message) });
  return [];
}

function circle(base: string, { at: place }: Node, { trail, importing }: Inheriting): [] {
  const message = `the inheritance is a circle: ${[...trail, base].join(' -> ')}`;
  importing.findings.push({ kind: 'cannot-plan', ...problemAt(place, message) });
  return [];
}

/** What a base is made from counts for what inherits from it; what it inherits itself, and whether it is abstract, does not. */
export function inheritedMetadata(base: MapNode): MapNode | undefined {
  const metadata = mapAt(base, 'metadata');
  const entries = [...(metadata?.entries ?? [])].filter(([name]) => name !== 'inherits' && name !== 'type');
  return metadata && { ...metadata, entries: new Map(entries) };
}

/** The last of a chain of `component`s, which is a folder. */
export function finalBase(name: string | undefined, all: Around['all']): string | undefined {
  const seen = new Set<string>();
  let last = name;
  while (last !== undefined && !seen.has(last)) {
    seen.add(last);
    const next: string | undefined = stringAt(all.get(last), 'component');
    if (next === undefined) return last;
    last = next;
  }
  return last;
}
