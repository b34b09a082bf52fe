import ts from 'typescript';

/** Lines of one source file, and of each of its functions that have a block body. */
export interface FileSizes {
  lines: number;
  functions: number[];
}

/** The middle, the size that nine of ten stay below, and the largest of a list; zeros when it is empty. */
export interface Spread {
  count: number;
  median: number;
  p90: number;
  max: number;
}

/**
 * Measures one file. A function's lines go from its signature to its closing brace. Callbacks of `describe` are left
 * out: they are chapters of a test file, not functions.
 */
export function measureFile(text: string): FileSizes {
  const source = ts.createSourceFile('measured.ts', text, ts.ScriptTarget.Latest, true);
  const functions: number[] = [];
  const visit = (node: ts.Node): void => {
    if (hasBlockBody(node) && !isChapter(node)) functions.push(lineSpan(source, node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { lines: text.replace(/\n$/, '').split('\n').length, functions };
}

function hasBlockBody(node: ts.Node): boolean {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && ts.isBlock(node.body);
}

function isChapter(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

function lineSpan(source: ts.SourceFile, node: ts.Node): number {
  const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
  return source.getLineAndCharacterOfPosition(node.getEnd()).line - first + 1;
}

/** Summarises sizes by rank, so that every number shown is the size of something that exists. */
export function spreadOf(sizes: readonly number[]): Spread {
  const sorted = [...sizes].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, median: at(0.5), p90: at(0.9), max: at(1) };
}
