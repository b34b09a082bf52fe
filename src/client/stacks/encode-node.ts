import { marks, type MapNode, type Node } from '../../domain/stack/node';
import type { FilePlace } from '../../domain/stack/place';

/** A node as it is kept: its kind, line and column, those of its key (0 where it has none), its mark (-1), and what is in it. */
export type Encoded = [
  kind: number,
  line: number,
  column: number,
  keyLine: number,
  keyColumn: number,
  mark: number,
  ...inner: unknown[],
];

const kinds = ['scalar', 'list', 'map'] as const;

/** The same values and places without the name of the file, in which they may lie under another name. */
export function encodeNode(node: Node): Encoded {
  const { at, key, mark } = node;
  const place = [at.line, at.column, key?.line ?? 0, key?.column ?? 0] as const;
  return [
    kinds.indexOf(node.kind),
    ...place,
    mark === undefined ? -1 : marks.indexOf(mark),
    ...innerOf(node),
  ];
}

function innerOf(node: Node): unknown[] {
  if (node.kind === 'scalar') return node.source === undefined ? [node.value] : [node.value, node.source];
  if (node.kind === 'list') return node.items.map(encodeNode);
  return [...node.entries].flatMap(([name, inner]) => [name, encodeNode(inner)]);
}

/** The node of a file that was encoded; undefined where it is anything else, as of an older program. */
export function decodeRoot(encoded: unknown, file: string): MapNode | undefined {
  try {
    const node = decode(encoded, file);
    return node.kind === 'map' ? node : undefined;
  } catch {
    return undefined;
  }
}

function decode(encoded: unknown, file: string): Node {
  if (!Array.isArray(encoded)) throw new TypeError('it is not a node');
  const [kind, line, column, keyLine, keyColumn, mark, ...inner] = encoded as unknown[];
  const key = placeOf(keyLine, keyColumn, file);
  const name = marks[Number(mark)];
  const common = {
    at: placeOf(line, column, file) ?? fail(),
    ...(key && { key }),
    ...(name && { mark: name, ...(name !== 'literal' && { marked: true as const }) }),
  };
  if (kind === 0) return { kind: 'scalar', ...common, ...scalarOf(inner) };
  if (kind === 1) {
    const items = inner.map((item) => decode(item, file));
    return { kind: 'list', ...common, ...markedIn(items), items };
  }
  if (kind !== 2) return fail();
  const entries = entriesOf(inner, file);
  return { kind: 'map', ...common, ...markedIn([...entries.values()]), entries };
}

function fail(): never {
  throw new TypeError('it is not a node');
}

function placeOf(line: unknown, column: unknown, file: string): FilePlace | undefined {
  if (!Number.isInteger(line) || !Number.isInteger(column)) return fail();
  return Number(line) > 0 ? { file, line: Number(line), column: Number(column) } : undefined;
}

function scalarOf([value, source]: unknown[]) {
  const isValue = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  if (!isValue || !['undefined', 'string'].includes(typeof source)) return fail();
  const read = value as string | number | boolean | null;
  return typeof source === 'string' ? { value: read, source } : { value: read };
}

function entriesOf(inner: unknown[], file: string): Map<string, Node> {
  const entries = new Map<string, Node>();
  for (let at = 0; at < inner.length; at += 2) {
    const name = inner[at];
    if (typeof name !== 'string') return fail();
    entries.set(name, decode(inner[at + 1], file));
  }
  return entries;
}

function markedIn(inner: readonly Node[]): { marked?: true } {
  return inner.some(({ marked }) => marked) ? { marked: true } : {};
}
