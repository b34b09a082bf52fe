import type * as Hcl2Json from '@cdktf/hcl2json';
import { RunFailure, runFailure } from '../../domain/environment/run-failure';
import { remembered } from './remembered';

/** A node of an expression, as HashiCorp's parser has it; `line` counts from 0 within what was parsed, `byte` in UTF-8. */
export interface Expression {
  type: string;
  children: Expression[];
  range: { start: { line: number; byte: number }; end: { byte: number } };
  /** What a node has of its own: the name of a function, the path of a traversal, the text that it was written as, and those of an object's values by its keys as they are written. */
  meta?: {
    name?: string;
    value?: string;
    fullAccessor?: string;
    items?: Record<string, string>;
    /** Of a literal. */
    type?: string;
    /** Of an operator: the type of Terraform that it returns. */
    returnType?: string;
    /** Of a condition and of a loop: the expressions that its value is, as they are written. */
    trueExpression?: string;
    falseExpression?: string;
    valueExpression?: string;
    /** Of a loop that groups its values by key. */
    groupedValue?: boolean;
    /** The steps of a traversal: names, and keys as they are written. */
    traversal?: { type: string; segment: string }[];
    /** Of a loop: what it calls each value. */
    valVar?: string;
  };
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

let broken = false;

/** Whether the parser broke down in this process: what it would say from then on means nothing. */
export function isParserBroken(): boolean {
  return broken;
}

/**
 * Asks the parser. What HCL does not allow it says by an Error; by anything else it broke down, as its stack is small. Nobody may take
 * that for a text that says nothing: Terraform reads it all the same.
 */
async function ask<Answer>(question: (parser: Parser) => Promise<Answer>): Promise<Answer> {
  if (broken) throw new Error("HashiCorp's parser broke down before; another process must read this.");
  const parser = await load();
  try {
    return await question(parser);
  } catch (error) {
    if ((error as Error).name === 'Error') throw error;
    broken = true;
    throw runFailure('configuration', 'an expression is nested too deeply to be read; split it');
  }
}

/** The text of a file or of a block's inside as JSON; a RunFailure names file and line where HCL does not allow it. */
export const parseBody = remembered(async (path: string, text: string): Promise<Body> => {
  try {
    return (await ask(({ parse }) => parse(path, withoutMark(text)))) as Body;
  } catch (cause) {
    if (cause instanceof RunFailure) throw runFailure('configuration', `${path}: ${cause.message}`);
    throw isParserBroken() ? cause : runFailure('configuration', wordsOf(cause as Error));
  }
});

/** The same, and undefined where HCL does not allow the text. */
export const tryParseBody = remembered((text: string): Promise<Body | undefined> =>
  ask<Body>(({ parse }) => parse('text', withoutMark(text))).catch(unlessBroken),
);

/** The tree of an expression; undefined where HCL does not allow the text. */
export const parseExpression = remembered(async (text: string): Promise<Expression | undefined> => {
  const tree = await ask(({ getExpressionAst }) => getExpressionAst('text', text)).catch(unlessBroken);
  return (tree as unknown as Expression | null) ?? undefined;
});

function unlessBroken(error: unknown): undefined {
  if (isParserBroken()) throw error;
  return undefined;
}

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
