import type { Pair, Scalar } from 'yaml';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { MapNode, Node, ScalarNode } from '../../../domain/stack/node';
import { type FilePlace, problemAt, type StackProblem } from '../../../domain/stack/place';

/** More values than any repository has in one manifest: what grows by aliases is refused. */
const mostNodes = 200_000;
const deepest = 100;

interface Reading {
  file: string;
  lines: LineCounter;
  document: Document;
  count: number;
}

/** Reads a manifest of Atmos, anchors, merge keys and functions included, as a map of values with their lines. */
export function parseManifest(file: string, text: string): MapNode | StackProblem {
  const lines = new LineCounter();
  const top = { file, line: 1, column: 1 };
  try {
    const options = {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
      merge: true,
    } as const;
    const document = parseDocument(text, options);
    const [error] = document.errors;
    if (error !== undefined)
      return problemAt(placeOf(error.pos[0], file, lines), `this is not valid YAML: ${error.message}`);
    if (isScalar(document.contents) || document.contents === null)
      return { kind: 'map', at: top, entries: new Map() };
    const node = readNode(document.contents, { file, lines, document, count: 0 }, { at: top, depth: 0 });
    return node.kind === 'map' ? node : problemAt(top, 'a manifest is a map');
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof ReferenceError || error instanceof TooLarge))
      throw error;
    return problemAt(top, `this cannot be read: ${error.message}`);
  }
}

class TooLarge extends Error {}

function placeOf(offset: number, file: string, lines: LineCounter): FilePlace {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}

interface Around {
  at: FilePlace;
  key?: FilePlace;
  depth: number;
}

function readNode(yaml: unknown, reading: Reading, around: Around): Node {
  reading.count += 1;
  if (reading.count > mostNodes || around.depth > deepest) throw new TooLarge('it is too large');
  if (isAlias(yaml))
    return readNode(yaml.resolve(reading.document), reading, { ...around, depth: around.depth + 1 });
  const range = (yaml as { range?: readonly number[] | null } | null)?.range;
  const at = range ? placeOf(range[0] ?? 0, reading.file, reading.lines) : around.at;
  const common = { at, ...(around.key && { key: around.key }) };
  const depth = around.depth + 1;
  if (isSeq(yaml))
    return {
      kind: 'list',
      ...common,
      items: yaml.items.map((item) => readNode(item, reading, { at, depth })),
    };
  if (isMap(yaml))
    return { kind: 'map', ...common, entries: readEntries(yaml.items, reading, { at, depth }) };
  return readScalar(yaml as Scalar | null, common);
}

/** A merge key counts below what the map says itself. */
function readEntries(pairs: readonly Pair[], reading: Reading, { at, depth }: Around): Map<string, Node> {
  const own = new Map<string, Node>();
  const merged = new Map<string, Node>();
  for (const { key, value } of pairs) {
    const scalar = key as Scalar | null;
    const place = scalar?.range ? placeOf(scalar.range[0], reading.file, reading.lines) : at;
    const name = scalar?.source ?? '';
    const node = readNode(value, reading, { at: place, key: place, depth });
    if (name !== '<<') own.set(name, node);
    else for (const one of node.kind === 'list' ? node.items : [node]) takeOver(one, merged);
  }
  return new Map([...merged, ...own]);
}

function takeOver(from: Node, merged: Map<string, Node>): void {
  if (from.kind !== 'map') return;
  for (const [name, value] of from.entries) if (!merged.has(name)) merged.set(name, value);
}

/** A function is a text that begins with its name, as Atmos keeps it. */
function readScalar(scalar: Scalar | null, common: Pick<ScalarNode, 'at' | 'key'>): Node {
  const tag = scalar?.tag;
  const value = scalar?.value ?? null;
  if (tag?.startsWith('!') === true) {
    const words = typeof value === 'string' ? value : (scalar?.source ?? '');
    return { kind: 'scalar', ...common, value: `${tag} ${words}`.trim() };
  }
  if (scalar?.type === 'PLAIN') return { kind: 'scalar', ...common, value: plainValue(scalar, value) };
  return { kind: 'scalar', ...common, value: value as ScalarNode['value'] };
}

/** Go's reader of YAML has the octal numbers and the underlines of YAML 1.1. */
function plainValue({ source = '' }: Scalar, value: unknown): ScalarNode['value'] {
  if (/^[-+]?0[0-7_]+$/.test(source)) return Number.parseInt(source.replaceAll('_', ''), 8);
  if (/^[-+]?[1-9][\d]*(?:_\d+)+$/.test(source)) return Number(source.replaceAll('_', ''));
  // A number that is not exact here is kept as it is written.
  if (typeof value === 'number' && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(source)) return source;
  if (typeof value === 'bigint') return String(value);
  return value as ScalarNode['value'];
}
