import { runFailure } from '../../domain/environment/run-failure';

/** A value of a JSON text, with the line that it begins on, from 1. */
export type JsonNode = { line: number } & (
  | { kind: 'object'; entries: { key: string; line: number; node: JsonNode }[] }
  | { kind: 'list'; items: JsonNode[] }
  | { kind: 'scalar'; value: unknown }
);

interface Token {
  text: string;
  line: number;
}

/**
 * A JSON text as a tree; a RunFailure names file and line where it is no JSON, and where an object has a key twice: Terraform
 * reads both, and a reader that keeps the last one would be blind for the first.
 */
export function readJson(path: string, text: string): JsonNode {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    JSON.parse(plain);
  } catch (cause) {
    throw runFailure('configuration', `${path} is not valid JSON: ${(cause as Error).message}`);
  }
  return nodeFrom(tokensOf(plain), path);
}

/** A tree as the plain value that `JSON.parse` returns. */
export function plainOf(node: JsonNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, plainOf(entry.node)]));
}

/** The tokens of a valid text: strings whole, the marks of objects and lists, other scalars. */
function* tokensOf(text: string): Generator<Token> {
  let line = 1;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|\n|[^\s"[\]{}:,]+/g))
    if (token === '\n') line += 1;
    else yield { text: token, line };
}

function nodeFrom(tokens: Iterator<Token>, path: string): JsonNode {
  return valueAt(next(tokens), tokens, path);
}

function next(tokens: Iterator<Token>): Token {
  return (tokens.next() as IteratorYieldResult<Token>).value;
}

function valueAt({ text, line }: Token, tokens: Iterator<Token>, path: string): JsonNode {
  if (text === '{') return { kind: 'object', line, entries: entriesOf(tokens, path) };
  if (text === '[') return { kind: 'list', line, items: itemsOf(tokens, path) };
  return { kind: 'scalar', line, value: JSON.parse(text) };
}

function itemsOf(tokens: Iterator<Token>, path: string): JsonNode[] {
  const items: JsonNode[] = [];
  for (let token = next(tokens); token.text !== ']'; token = next(tokens))
    if (token.text !== ',') items.push(valueAt(token, tokens, path));
  return items;
}

function entriesOf(tokens: Iterator<Token>, path: string) {
  const entries = new Map<string, { key: string; line: number; node: JsonNode }>();
  for (let token = next(tokens); token.text !== '}'; token = next(tokens)) {
    if (token.text === ',') continue;
    const key = JSON.parse(token.text) as string;
    if (entries.has(key) && key !== comment) throw twice(path, token.line, key);
    next(tokens);
    entries.set(key, { key, line: token.line, node: nodeFrom(tokens, path) });
  }
  return [...entries.values()];
}

/** The key that Terraform passes over in a body. */
export const comment = '//';

function twice(path: string, line: number, key: string) {
  const reason = `${path}:${line}: the key ${JSON.stringify(key)} appears twice in one object; use one list`;
  return runFailure('configuration', reason);
}

/** A text of a JSON document: a value or a key, and the keys that lead to it, its own included. */
export interface JsonText {
  keys: string[];
  text: string;
  line: number;
}

/** Every text of a tree, in order; lists add no key. */
export function textsIn(node: JsonNode, keys: string[]): JsonText[] {
  if (node.kind === 'list') return node.items.flatMap((one) => textsIn(one, keys));
  if (node.kind === 'scalar')
    return typeof node.value === 'string' ? [{ keys, text: node.value, line: node.line }] : [];
  return node.entries.flatMap((entry) => {
    const inner = keys.concat(entry.key);
    return [{ keys: inner, text: entry.key, line: entry.line }].concat(textsIn(entry.node, inner));
  });
}
