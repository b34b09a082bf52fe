/** A piece of a pattern: text in which `*` and `?` are wildcards, or text that stands for itself. */
export type Piece = { pattern: string } | { exact: string };

/** Each session brings its policy, and most of what they say is the same: a compiled expression is some kilobytes. */
const shared = new Map<string, RegExp>();
const mostShared = 2_000;

/** The expression that an IAM pattern means: `*` is any text, `?` any one character, everything else itself. */
export function expressionOf(pieces: readonly Piece[]): RegExp {
  const source = pieces
    .map((piece) => ('exact' in piece ? escape(piece.exact) : widen(escape(piece.pattern))))
    .join('');
  const known = shared.get(source);
  if (known) return known;
  const expression = new RegExp(`^${source}$`, 'su');
  if (shared.size >= mostShared) shared.clear();
  shared.set(source, expression);
  return expression;
}

/** Whether a text is what an IAM pattern means. */
export function matchesWildcard(pattern: string, text: string): boolean {
  return expressionOf([{ pattern }]).test(text);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Several `*` in a row mean what one means, and cost an expression much more. */
function widen(escaped: string): string {
  return escaped.replace(/(?:\\\*)+/g, '.*').replaceAll('\\?', '.');
}
