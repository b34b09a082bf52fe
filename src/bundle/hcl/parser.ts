import type * as Hcl2Json from '@cdktf/hcl2json';
import { runFailure } from '../../domain/environment/run-failure';
import { remembered } from './remembered';

/** A node of an expression, as HashiCorp's parser has it; `line` counts from 0 within what was parsed. */
export interface Expression {
  type: string;
  children: Expression[];
  range: { start: { line: number; byte: number } };
  /** What a node has of its own: the name of a function, the path of a traversal, the text that it was written as, and those of an object's values by its keys as they are written. */
  meta?: { name?: string; value?: string; fullAccessor?: string; items?: Record<string, string> };
}

/** A body of HCL as JSON: attributes by name, blocks by type and labels in lists. */
export type Body = Record<string, unknown>;

type Parser = Pick<typeof Hcl2Json, 'parse' | 'getExpressionAst'>;

/** WebAssembly of HashiCorp's parser; it is loaded with the first text that is read, as most programs read none. */
async function load(): Promise<Parser> {
  const loaded: Partial<Parser> & { default?: Parser } = await import('@cdktf/hcl2json');
  // A bundler shows a CommonJS package's exports as its default alone.
  return loaded.default ?? (loaded as Parser);
}

/** The text of a file or of a block's inside as JSON; a RunFailure names file and line where HCL does not allow it. */
export const parseBody = remembered(async (path: string, text: string): Promise<Body> => {
  const { parse } = await load();
  try {
    return (await parse(path, withoutMark(text))) as Body;
  } catch (cause) {
    throw runFailure('configuration', wordsOf(cause as Error));
  }
});

/** The same, and undefined where HCL does not allow the text. */
export const tryParseBody = remembered(async (text: string): Promise<Body | undefined> => {
  const { parse } = await load();
  return parse('text', withoutMark(text)).catch(() => undefined);
});

/** The tree of an expression; undefined where HCL does not allow the text. */
export const parseExpression = remembered(async (text: string): Promise<Expression | undefined> => {
  const { getExpressionAst } = await load();
  const tree = await getExpressionAst('text', text).catch(() => null);
  return (tree as unknown as Expression | null) ?? undefined;
});

/**
 * The tree of a text in which only `${…}` and `%{…}` are HCL, as strings of the JSON syntax and files for `templatefile` are;
 * undefined where it is no template. The last literal ends with a line break that the text does not have, and lines count from 1.
 */
export function parseTemplate(text: string): Promise<Expression | undefined> {
  let mark = 'END';
  while (text.includes(mark)) mark += '_';
  return parseExpression(`<<${mark}\n${text}\n${mark}\n`);
}

/** A byte order mark is no part of a text. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** The parser's first complaint: `main.tf:3: Missing newline after argument; …`. */
function wordsOf({ message }: Error): string {
  const first = message.replace(/^parse config: \[/, '').replace(/\]$/, '');
  return first.replace(/:(\d+),[\d,-]+:/, ':$1:').slice(0, 500);
}
