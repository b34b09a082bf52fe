import type { Document, Node as YamlNode, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type Mark, marks, type MapNode, type Node } from '../../domain/stack/node';
import { type FilePlace, problemAt, type Problems } from '../../domain/stack/place';
import { whyInexactText } from '../read-document';

/** A file read as a layer, or what is wrong with it. */
export type Parsed = { root: MapNode } | { problems: Problems };

/** What a file may nest. */
const deepest = 64;

/** Where a file is, and where problems are gathered. */
interface Reading {
  file: string;
  lines: LineCounter;
  problems: Problems;
}

/** Reads a text as a map of values, each with its line and column; every other kind of YAML is a problem that says what to write. */
export function parseLayer(file: string, text: string): Parsed {
  const reading: Reading = { file, lines: new LineCounter(), problems: [] };
  const document = readDocument(text, reading);
  if (document === undefined) return { problems: reading.problems };
  const root = readRoot(document, reading);
  return root === undefined || reading.problems.length > 0 ? { problems: reading.problems } : { root };
}

function readDocument(text: string, reading: Reading): Document | undefined {
  const options = {
    lineCounter: reading.lines,
    prettyErrors: false,
    uniqueKeys: false,
    merge: false,
    logLevel: 'error',
  } as const;
  try {
    const document = parseDocument(text, options);
    const [error] = document.errors;
    if (error === undefined) return document;
    reading.problems.push(problemAt(placeOf(error.pos[0], reading), wordsFor(error.code, error.message)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    reading.problems.push(problemAt({ file: reading.file, line: 1, column: 1 }, tooDeep));
  }
  return undefined;
}

const tooDeep = `the values are nested more than ${deepest} deep`;

const errorWords: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab indents this line; indent with spaces',
  MULTIPLE_DOCS:
    "a second document begins here; a file holds one layer, so remove the '---' or write another file",
  BLOCK_AS_IMPLICIT_KEY: 'two keys are on one line; a text with a colon and a space is written in quotes',
};

function wordsFor(code: string, message: string): string {
  if (message.includes('call stack')) return tooDeep;
  return errorWords[code] ?? `this is not valid YAML: ${message.split('\n')[0] ?? code}`;
}

function placeOf(offset: number, { file, lines }: Reading): FilePlace {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}

function readRoot({ contents, directives }: Document, reading: Reading): MapNode | undefined {
  const top = { file: reading.file, line: 1, column: 1 };
  const isBare = directives?.yaml.explicit !== true;
  if (!isBare) return refuse(reading, top, 'remove the %YAML line; stack files are YAML 1.2');
  if (contents === null || (isScalar(contents) && contents.value === null))
    return refuse(
      reading,
      top,
      'the file is empty; write a layer such as components: {}, or remove the file',
    );
  if (!isMap(contents)) {
    const at = placeOf(contents.range?.[0] ?? 0, reading);
    return refuse(
      reading,
      at,
      `a file is a map of ${known}, not ${isSeq(contents) ? 'a list' : 'a single value'}`,
    );
  }
  const root = readNode(contents, reading, { depth: 0, at: contents });
  if (root?.mark !== undefined)
    return refuse(reading, root.at, `!${root.mark} is for values, not for a file`);
  return root?.kind === 'map' ? root : undefined;
}

const known = 'import, stack, components and others (idp schema stack)';

function refuse(reading: Reading, at: FilePlace, message: string): undefined {
  reading.problems.push(problemAt(at, message));
}

/** How deep a value is, what has a place near it if it has none, and whether it is an item of a list. */
interface Around {
  depth: number;
  at: { range?: readonly number[] | null | undefined };
  key?: FilePlace;
  isItem?: true;
}

function readNode(node: unknown, reading: Reading, around: Around): Node | undefined {
  const at = placeOf((node as YamlNode | null)?.range?.[0] ?? around.at.range?.[0] ?? 0, reading);
  if (around.depth > deepest) return refuse(reading, at, tooDeep);
  if (isAlias(node)) return refuse(reading, at, noAnchors(`*${node.source}`));
  if ((node as { anchor?: string } | null)?.anchor !== undefined)
    return refuse(reading, at, noAnchors(`&${String((node as { anchor?: string }).anchor)}`));
  const common = { at, ...(around.key && { key: around.key }) };
  const value = isMap(node)
    ? readMap(node, common, { reading, around })
    : isSeq(node)
      ? readList(node, common, { reading, around })
      : readScalar(node as Scalar | null, common, reading);
  return value && withMark(value, node as YamlNode | null, { reading, around });
}

function noAnchors(written: string): string {
  return `${written} is an anchor or alias of YAML, which stack files do not have; write the values in a layer or a mixin that both use`;
}

type Places = Pick<Node, 'at' | 'key'>;
interface Inside {
  reading: Reading;
  around: Around;
}

function readMap(map: YAMLMap, common: Places, { reading, around }: Inside): Node {
  const entries = new Map<string, Node>();
  const depth = around.depth + 1;
  for (const pair of map.items) {
    const name = readKey(pair, map, reading);
    if (name === undefined) continue;
    const first = entries.get(name.text);
    if (first !== undefined) {
      const line = first.key?.line ?? first.at.line;
      refuse(reading, name.at, `the key '${name.text}' is there twice, first in line ${line}; remove one`);
    } else {
      const inner = readNode(pair.value, reading, { depth, at: pair.key as YamlNode, key: name.at });
      if (inner !== undefined) entries.set(name.text, inner);
    }
  }
  return { kind: 'map', ...common, ...markedIn([...entries.values()]), entries };
}

function readList(list: YAMLSeq, common: Places, { reading, around }: Inside): Node {
  const depth = around.depth + 1;
  const items = list.items.flatMap(
    (item) => readNode(item, reading, { depth, at: list, isItem: true }) ?? [],
  );
  return { kind: 'list', ...common, ...markedIn(items), items };
}

function markedIn(inner: readonly Node[]): { marked?: true } {
  return inner.some(({ marked }) => marked) ? { marked: true } : {};
}

function readKey({ key }: Pair, map: YAMLMap, reading: Reading): { text: string; at: FilePlace } | undefined {
  const node = key as YamlNode | null;
  const at = placeOf(node?.range?.[0] ?? map.range?.[0] ?? 0, reading);
  if (isAlias(node)) return refuse(reading, at, noAnchors(`*${node.source}`));
  if (!isScalar(node)) return refuse(reading, at, 'a key is a text, not a list or a map');
  if (node.anchor !== undefined) return refuse(reading, at, noAnchors(`&${node.anchor}`));
  if (node.value === '<<')
    return refuse(
      reading,
      at,
      "'<<' merges maps in YAML 1.1 only; write the values in a layer or a mixin that both use",
    );
  if (node.value === '__proto__') return refuse(reading, at, "'__proto__' cannot be a key");
  if (typeof node.value === 'string') return { text: node.value, at };
  const written = node.source ?? '';
  const hint = written === '' ? 'write one' : `write "${written}" in quotes`;
  return refuse(reading, at, `a key must be a text; ${hint}`);
}

function readScalar(node: Scalar | null, common: Places, reading: Reading): Node | undefined {
  const value: unknown = node?.value ?? null;
  const source = node?.source;
  if (typeof value === 'number') return readNumber(value, source ?? String(value), { common, reading });
  if (typeof value === 'string' || typeof value === 'boolean' || value === null)
    return { kind: 'scalar', ...common, value };
  return refuse(reading, common.at, 'a value is a text, a number, true, false, null, a list or a map');
}

function readNumber(
  value: number,
  source: string,
  { common, reading }: { common: Places; reading: Reading },
): Node | undefined {
  const isPadded = /^[-+]?0\d/.test(source);
  if (isPadded)
    return refuse(
      reading,
      common.at,
      `${source} would be read as ${value}; write "${source}" in quotes, or ${value}`,
    );
  const inexact = whyInexactText(source);
  if (inexact !== undefined)
    return refuse(reading, common.at, `${inexact}; write "${source}" in quotes for a text`);
  return { kind: 'scalar', ...common, value, source };
}

const plainTags = ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map(
  (name) => `tag:yaml.org,2002:${name}`,
);

function withMark(node: Node, yaml: YamlNode | null, inside: Inside): Node | undefined {
  const tag = yaml?.tag;
  if (tag === undefined || plainTags.includes(tag)) return node;
  const mark = marks.find((one) => tag === `!${one}`);
  const { reading, around } = inside;
  if (mark === undefined) return refuse(reading, node.at, unknownTag(tag));
  const problem = misused(mark, node, around);
  if (problem !== undefined) return refuse(reading, node.at, problem);
  return { ...node, mark, ...(mark !== 'literal' && { marked: true as const }) };
}

function unknownTag(tag: string): string {
  const short = tag.replace('tag:yaml.org,2002:', '!!');
  const there = marks.map((one) => `!${one}`).join(', ');
  if (/terraform|output|store|state/.test(tag))
    return `the tag ${short} is unknown; an output of a component is a reference: { ref: <component>.<output> }`;
  return `the tag ${short} is unknown; there are ${there}`;
}

/** Why a mark may not stand before a value; undefined where it may. */
function misused(mark: Mark, node: Node, { isItem }: Around): string | undefined {
  if (mark === 'append' && node.kind !== 'list')
    return '!append is for a list; any other value replaces anyway';
  if (mark === 'replace' && node.kind === 'scalar')
    return '!replace is for a map or a list; a single value replaces anyway';
  if (mark === 'literal' && node.kind === 'list') return '!literal is for a text or a map';
  if (mark !== 'unset') return undefined;
  if (isItem)
    return node.kind === 'map' ? undefined : '!unset of an item needs its key, such as !unset { name: gpu }';
  const isBare = node.kind === 'scalar' && (node.value === null || node.value === '');
  return isBare ? undefined : '!unset takes no value; write it alone behind the key';
}
