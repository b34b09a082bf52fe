/** A text in code, with the place that it begins at. */
export interface Literal {
  at: number;
  text: string;
}

/**
 * The texts of TypeScript, without its comments: what stands in quotes and backticks, `…` in place of what a template fills in.
 * A scan by signs, as a parser takes seconds for all files: a slash begins an expression where no value can end before it.
 */
export function readLiterals(code: string): Literal[] {
  const found: Literal[] = [];
  readCode(code, 0, { found, until: undefined });
  return found;
}

interface Reading {
  found: Literal[];
  /** What ends the code: the brace of a template's place; undefined for a whole file. */
  until: '}' | undefined;
}

/** Reads code from a place on, and returns the place behind it. */
function readCode(code: string, start: number, { found, until }: Reading): number {
  let depth = 0;
  let at = start;
  while (at < code.length) {
    const sign = code[at]!;
    if (until !== undefined && sign === until && depth === 0) return at + 1;
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    at = readPiece(code, at, found);
  }
  return at;
}

/** Reads a comment, a text, an expression or one sign, and returns the place behind it. */
function readPiece(code: string, at: number, found: Literal[]): number {
  const sign = code[at];
  if (sign === "'" || sign === '"') return readQuoted(code, at, found);
  if (sign === '`') return readTemplate(code, at, found);
  if (sign !== '/') return at + 1;
  if (code[at + 1] === '/') return behind(code, '\n', at);
  if (code[at + 1] === '*') return behind(code, '*/', at);
  return beginsExpression(code, at) ? behindExpression(code, at) : at + 1;
}

function behind(code: string, end: string, at: number): number {
  const place = code.indexOf(end, at + 1);
  return place === -1 ? code.length : place + end.length;
}

function beginsExpression(code: string, at: number): boolean {
  return /(?:^|[=(,:[!&|?{};+]|=>|\breturn)\s*$/.test(code.slice(Math.max(0, at - 20), at));
}

function behindExpression(code: string, at: number): number {
  const expression = /\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+\//y;
  expression.lastIndex = at;
  return expression.test(code) ? expression.lastIndex : at + 1;
}

function readQuoted(code: string, at: number, found: Literal[]): number {
  const quoted = code[at] === "'" ? /'((?:\\.|[^'\\\n])*)'/y : /"((?:\\.|[^"\\\n])*)"/y;
  quoted.lastIndex = at;
  const [, text = ''] = quoted.exec(code) ?? [];
  found.push({ at, text: unescaped(text) });
  return quoted.lastIndex || at + 1;
}

function readTemplate(code: string, start: number, found: Literal[]): number {
  let text = '';
  let at = start + 1;
  while (at < code.length && code[at] !== '`')
    if (code.startsWith('${', at)) {
      at = readCode(code, at + 2, { found, until: '}' });
      text += '…';
    } else {
      const step = code[at] === '\\' ? 2 : 1;
      text += code.slice(at, at + step);
      at += step;
    }
  found.push({ at: start, text: unescaped(text) });
  return at + 1;
}

function unescaped(text: string): string {
  return text.replace(/\\n/g, '\n').replace(/\\(['"`\\])/g, '$1');
}
